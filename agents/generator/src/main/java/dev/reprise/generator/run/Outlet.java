// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.run;

import dev.reprise.traffic.pair.UnstampedPair;
import dev.reprise.traffic.report.RequestOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Hands results on in batches, on a thread of its own that may block.
 *
 * <p><b>Bounds:</b> says that it is crowded from {@link #CROWDED} results or {@link #CROWDED_BYTES}
 * of bodies on; only what was already in flight then still comes.
 */
public final class Outlet implements Results, AutoCloseable {

  static final int CROWDED = 20_000;
  static final long CROWDED_BYTES = 64L * 1024 * 1024;

  private static final int BATCH = 200;
  private static final long LINGER_NANOS = 50_000_000;

  /** Takes results; may block. */
  public interface Receiver {
    /** Outcomes in the order they happened; never empty. */
    void outcomes(List<Judged> outcomes) throws InterruptedException;

    /** A pair seen on the wire. */
    void pair(UnstampedPair pair) throws InterruptedException;
  }

  /** An outcome, and whether the run's own config calls it a success. */
  public record Judged(RequestOutcome outcome, boolean success) {}

  private final Receiver receiver;
  private final ConcurrentLinkedQueue<Object> queue = new ConcurrentLinkedQueue<>();
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicLong waitingBytes = new AtomicLong();
  private final Thread thread;
  private volatile boolean closing;
  private volatile @Nullable Throwable failure; // null while all goes well

  /** Starts the thread. */
  public Outlet(Receiver receiver) {
    this.receiver = receiver;
    this.thread = Thread.ofPlatform().name("outlet").start(this::run);
  }

  @Override
  public void outcome(RequestOutcome outcome, boolean success) {
    waiting.incrementAndGet();
    queue.add(new Judged(outcome, success));
  }

  @Override
  public void pair(UnstampedPair pair) {
    waiting.incrementAndGet();
    waitingBytes.addAndGet(pair.keptBytes());
    queue.add(pair);
  }

  @Override
  public boolean isCrowded() {
    return waiting.get() >= CROWDED || waitingBytes.get() >= CROWDED_BYTES;
  }

  private void run() {
    var batch = new ArrayList<Judged>(BATCH);
    try {
      while (true) {
        var next = queue.poll();
        if (next instanceof UnstampedPair pair) {
          receiver.pair(pair);
          taken(1, pair.keptBytes());
        } else if (next instanceof Judged judged) {
          batch.add(judged);
        }
        if (batch.size() == BATCH || (next == null && !batch.isEmpty())) {
          receiver.outcomes(List.copyOf(batch));
          taken(batch.size(), 0);
          batch.clear();
        }
        if (next == null) {
          if (closing && queue.isEmpty()) {
            return;
          }
          LockSupport.parkNanos(this, LINGER_NANOS);
        }
      }
    } catch (InterruptedException e) {
      failure = e;
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) { // boundary: told to whoever closes
      failure = e;
    }
  }

  private void taken(int count, long bytes) {
    waiting.addAndGet(-count);
    waitingBytes.addAndGet(-bytes);
  }

  /**
   * Hands on what is left, and waits for that.
   *
   * @return why not everything could be handed on; empty when it was
   */
  public String finish(Duration limit) throws InterruptedException {
    closing = true;
    LockSupport.unpark(thread);
    if (!thread.join(limit)) {
      thread.interrupt();
      thread.join();
      return "%d results could not be handed on within %d s"
          .formatted(waiting.get(), limit.toSeconds());
    }
    var broken = failure;
    return broken == null ? "" : "results could not be handed on: " + broken;
  }

  /** Ends the thread, whatever is left. */
  @Override
  public void close() {
    thread.interrupt();
  }
}
