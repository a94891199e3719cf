// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.shipping;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import org.jboss.logging.Logger;

/**
 * Takes things off event loops, and hands them on in batches from a thread of its own that may
 * block.
 *
 * <p><b>Threads:</b> {@link #add} and {@link #isCrowded} from any, without blocking.
 *
 * <p><b>Bounds:</b> nothing is dropped; whoever adds has to heed {@link #isCrowded}. Once handing
 * on has failed, what still comes is counted and let go, so that nobody waits for room in vain;
 * {@link #finish} tells how many were lost.
 *
 * <p><b>Cost:</b> adding wakes nobody: the thread looks again every 50 ms.
 */
public final class HandOn<T> implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(HandOn.class);
  private static final int BATCH = 256;
  private static final long LOOK_AGAIN_NANOS = 50_000_000;

  /** Where batches go. */
  @FunctionalInterface
  public interface Taker<T> {
    /**
     * Hands a batch on.
     *
     * @param batch in the order it was added; never empty
     */
    void take(List<T> batch) throws InterruptedException;
  }

  private final ConcurrentLinkedQueue<T> queue = new ConcurrentLinkedQueue<>();
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicLong waitingWeight = new AtomicLong();
  private final long crowdedWeight;
  private final ToLongFunction<T> weight;
  private final Taker<T> taker;
  private final Thread thread;
  private volatile boolean closing;
  private volatile boolean failed;
  private final AtomicLong lost = new AtomicLong();

  /**
   * Starts the thread.
   *
   * @param crowdedWeight from what weight on it says that it is crowded
   * @param weight of one thing, always the same
   */
  public HandOn(String name, long crowdedWeight, ToLongFunction<T> weight, Taker<T> taker) {
    this.crowdedWeight = crowdedWeight;
    this.weight = weight;
    this.taker = taker;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    thread.start();
  }

  /** Counts things, and says that it is crowded from so many on. */
  public static <T> HandOn<T> counting(String name, int crowded, Taker<T> taker) {
    return new HandOn<>(name, crowded, _ -> 1, taker);
  }

  /** Takes one. */
  public void add(T one) {
    waiting.incrementAndGet();
    waitingWeight.addAndGet(weight.applyAsLong(one));
    queue.add(one);
  }

  /** Whether so much waits that no more should come for now. */
  public boolean isCrowded() {
    return waitingWeight.get() >= crowdedWeight && !failed;
  }

  private void run() {
    var batch = new ArrayList<T>(BATCH);
    while (!Thread.currentThread().isInterrupted()) {
      var next = queue.poll();
      if (next != null) {
        batch.add(next);
      }
      if (batch.size() == BATCH || (next == null && !batch.isEmpty())) {
        handOn(batch);
        batch.clear();
      }
      if (next == null) {
        if (closing && queue.isEmpty()) {
          return;
        }
        LockSupport.parkNanos(this, LOOK_AGAIN_NANOS);
      }
    }
  }

  private void handOn(List<T> batch) {
    if (!failed) {
      try {
        taker.take(List.copyOf(batch));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt(); // closed, or too slow at the end
        return; // it counts as waiting still
      } catch (RuntimeException e) { // boundary: the work goes on, and its end tells what is lost
        LOG.errorf(e, "Nothing more can be handed on thread=%s", thread.getName());
        failed = true;
      }
    }
    if (failed) {
      lost.addAndGet(batch.size());
    }
    waiting.addAndGet(-batch.size());
    waitingWeight.addAndGet(-batch.stream().mapToLong(weight).sum());
  }

  /**
   * Hands on what is left, takes nothing more, and waits.
   *
   * @return how many were not handed on
   */
  public long finish(Duration limit) throws InterruptedException {
    closing = true;
    LockSupport.unpark(thread);
    if (!thread.join(limit)) {
      thread.interrupt();
      thread.join();
    }
    return waiting.get() + lost.get();
  }

  /** Ends the thread, whatever is left. */
  @Override
  public void close() {
    thread.interrupt();
  }
}
