// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.bus;

import dev.reprise.ingest.consume.FencedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What lanes want to have committed, until the reader's thread gets to it.
 *
 * <p><b>Threads:</b> any. <b>Bounds:</b> one task a lane, which waits for it.
 */
final class CommitQueue {

  private final List<Task> tasks = new ArrayList<>();
  private @Nullable String refusedFor; // set once and for all at the end

  /** One commit of one lane. */
  static final class Task {
    private final TopicPartition partition;
    private final Lane lane;
    private final OffsetAndMetadata position;
    private final CountDownLatch settled = new CountDownLatch(1);
    private volatile @Nullable String refusal;

    Task(TopicPartition partition, Lane lane, OffsetAndMetadata position) {
      this.partition = partition;
      this.lane = lane;
      this.position = position;
    }

    TopicPartition partition() {
      return partition;
    }

    Lane lane() {
      return lane;
    }

    OffsetAndMetadata position() {
      return position;
    }

    void done() {
      settled.countDown();
    }

    void refuse(String why) {
      refusal = why;
      settled.countDown();
    }

    /**
     * Waits until the commit is noted.
     *
     * @throws FencedException if it was refused
     */
    void await() {
      try {
        settled.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw new FencedException("interrupted");
      }
      var why = refusal;
      if (why != null) {
        throw new FencedException(why);
      }
    }
  }

  synchronized void put(Task task) {
    if (refusedFor == null) {
      tasks.add(task);
    } else {
      task.refuse(refusedFor);
    }
  }

  synchronized void putBack(List<Task> again) {
    tasks.addAll(0, again);
  }

  synchronized List<Task> take() {
    var taken = List.copyOf(tasks);
    tasks.clear();
    return taken;
  }

  synchronized void refuse(Lane lane, String why) {
    tasks.removeIf(task -> {
      boolean its = task.lane() == lane;
      if (its) {
        task.refuse(why);
      }
      return its;
    });
  }

  synchronized void refuseAll(String why) {
    refusedFor = why;
    tasks.forEach(task -> task.refuse(why));
    tasks.clear();
  }
}
