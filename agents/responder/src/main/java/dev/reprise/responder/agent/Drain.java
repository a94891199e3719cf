// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Takes things off event loops, and hands them on in batches from a thread of its own.
 *
 * <p><b>Threads:</b> {@link #add} and {@link #isCrowded} from any, without blocking.
 *
 * <p><b>Bounds:</b> nothing is dropped; whoever adds has to heed {@link #isCrowded}.
 */
final class Drain<T> implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Drain.class);
  private static final int CROWDED = 4096;
  private static final int BATCH = 256;

  /** Where batches go. */
  @FunctionalInterface
  interface Outlet<T> {
    /** Hands a batch on; may block. */
    void take(List<T> batch) throws InterruptedException;
  }

  private final LinkedBlockingQueue<T> queue = new LinkedBlockingQueue<>();
  private final AtomicInteger undone = new AtomicInteger();
  private final Outlet<T> outlet;
  private final Duration gather;
  private final Thread thread;
  private volatile boolean failed;

  /**
   * @param gather how long a batch waits to become fuller
   */
  Drain(String name, Duration gather, Outlet<T> outlet) {
    this.outlet = outlet;
    this.gather = gather;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    thread.start();
  }

  void add(T one) {
    undone.incrementAndGet();
    queue.add(one);
  }

  /** Whether more waits than should. */
  boolean isCrowded() {
    return undone.get() > CROWDED && !failed;
  }

  /**
   * Waits until all that was added is handed on.
   *
   * @return how many are not, when the time was over first
   */
  int finish(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    synchronized (undone) {
      while (undone.get() > 0 && !failed && thread.isAlive()) {
        long leftMillis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (leftMillis <= 0) {
          break;
        }
        undone.wait(leftMillis);
      }
    }
    return undone.get();
  }

  private void run() {
    var batch = new ArrayList<T>();
    try {
      while (true) {
        batch.add(queue.take());
        gather(batch);
        outlet.take(List.copyOf(batch));
        done(batch.size());
        batch.clear();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // closed
    } catch (RuntimeException e) { // boundary: the run goes on, and its end tells what is missing
      failed = true;
      LOG.errorf(e, "Nothing more can be handed on thread=%s", thread.getName());
      done(0);
    }
  }

  private void gather(List<T> batch) throws InterruptedException {
    long end = System.nanoTime() + gather.toNanos();
    while (batch.size() < BATCH) {
      var next = queue.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        return;
      }
      batch.add(next);
    }
  }

  private void done(int count) {
    synchronized (undone) {
      undone.addAndGet(-count);
      undone.notifyAll();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
