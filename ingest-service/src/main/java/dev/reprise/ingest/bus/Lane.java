// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.bus;

import dev.reprise.ingest.IngestSettings;
import dev.reprise.ingest.consume.FencedException;
import dev.reprise.ingest.consume.LogRecord;
import dev.reprise.ingest.consume.PartitionIntake;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * One partition's way into the warehouse: a bounded buffer and the thread that empties it.
 *
 * <p><b>Threads:</b> the reader's thread gives records and asks how full the lane is; the lane's
 * own virtual thread decodes and inserts them.
 *
 * <p><b>Bounds:</b> the reader pauses the partition while {@link #isFull}.
 */
final class Lane {

  private static final Logger LOG = Logger.getLogger(Lane.class);

  private final TopicPartition partition;
  private final Function<ConsumerRecord<byte[], byte[]>, LogRecord> decoder;
  private final IngestSettings.Batch limits;
  private final Runnable roomMade;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final ArrayDeque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
  private long waitingBytes;
  private boolean stopped;
  private volatile boolean failed;
  private volatile boolean full;

  Lane(
      TopicPartition partition,
      Function<ConsumerRecord<byte[], byte[]>, LogRecord> decoder,
      IngestSettings.Batch limits,
      Runnable roomMade) {
    this.partition = partition;
    this.decoder = decoder;
    this.limits = limits;
    this.roomMade = roomMade;
  }

  /** Begins to take records in, from the intake's position on. */
  void start(PartitionIntake intake) {
    Thread.ofVirtual().name("intake-" + partition).start(() -> run(intake));
  }

  void give(List<ConsumerRecord<byte[], byte[]>> records) {
    lock.lock();
    try {
      for (var record : records) {
        waiting.addLast(record);
        waitingBytes += Math.max(0, record.serializedValueSize());
      }
      full = waitingBytes >= limits.bytes();
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether a whole batch waits, besides the one that is on its way. */
  boolean isFull() {
    return full;
  }

  /** Whether it ended by itself, and another must take its place while the partition is ours. */
  boolean hasFailed() {
    return failed;
  }

  /** Takes nothing more; a request that is under way may still be carried out. */
  void stop() {
    lock.lock();
    try {
      stopped = true;
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits a while, for {@link dev.reprise.ingest.consume.Pause}.
   *
   * @throws FencedException if the lane is stopped
   */
  void pause(Duration duration) {
    lock.lock();
    try {
      long left = duration.toNanos();
      while (!stopped && left > 0) {
        left = arrived.awaitNanos(left);
      }
      if (stopped) {
        throw new FencedException("the partition " + partition + " is no longer ours");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new FencedException("interrupted");
    } finally {
      lock.unlock();
    }
  }

  private void run(PartitionIntake intake) {
    var read = new ArrayDeque<LogRecord>();
    try {
      intake.noteWhereItStands();
      while (fetch(read)) {
        boolean more = true;
        while (more && !read.isEmpty()) {
          more = intake.take(read);
        }
      }
    } catch (FencedException e) {
      LOG.debugf("Lane ended partition=%s error=%s", partition, e.getMessage());
      askForAnother(); // where the partition is still ours, as after a commit that was refused
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // The boundary of the thread: the reader opens a new lane from what was committed.
      LOG.errorf(e, "Lane failed and begins again partition=%s", partition);
      askForAnother();
    }
  }

  private void askForAnother() {
    failed = true;
    roomMade.run();
  }

  /** Waits for records, and a little longer for more of them; false once stopped. */
  private boolean fetch(ArrayDeque<LogRecord> read) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!stopped && waiting.isEmpty()) {
        arrived.await();
      }
      long left = limits.linger().toNanos();
      while (!stopped && waitingBytes < limits.bytes() && left > 0) {
        left = arrived.awaitNanos(left);
      }
      if (stopped) {
        return false;
      }
    } finally {
      lock.unlock();
    }
    taken(limits.bytes()).forEach(record -> read.addLast(decoder.apply(record)));
    return true;
  }

  private List<ConsumerRecord<byte[], byte[]>> taken(long maxBytes) {
    var taken = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    lock.lock();
    try {
      long left = maxBytes;
      while (!waiting.isEmpty() && left > 0) {
        var record = waiting.removeFirst();
        int bytes = Math.max(0, record.serializedValueSize());
        left -= bytes;
        waitingBytes -= bytes;
        taken.add(record);
      }
      boolean wasFull = full;
      full = waitingBytes >= limits.bytes();
      if (wasFull && !full) {
        roomMade.run();
      }
    } finally {
      lock.unlock();
    }
    return taken;
  }
}
