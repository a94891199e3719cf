// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.supervise;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The one queue through which everything reaches the supervisor's thread.
 *
 * <p><b>Threads:</b> anyone may post; one thread takes.
 *
 * <p><b>Bounds:</b> {@value #CAPACITY} entries; a poster waits when it is full, which only output
 * pumps and timers can be.
 */
final class Inbox implements AutoCloseable {

  private static final int CAPACITY = 1024;

  private final BlockingQueue<Runnable> entries = new ArrayBlockingQueue<>(CAPACITY);
  private final ScheduledExecutorService timers =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().name("timers").daemon().unstarted(task));

  void post(Runnable entry) {
    try {
      entries.put(entry);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void after(Duration delay, Runnable entry) {
    if (!timers.isShutdown()) {
      var _ = timers.schedule(() -> post(entry), delay.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  ScheduledExecutorService timers() {
    return timers;
  }

  /** Waits for the next entry and runs it. */
  void runNext() throws InterruptedException {
    entries.take().run();
  }

  @Override
  public void close() {
    timers.shutdownNow();
  }
}
