// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.http1;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * How much memory all taps together may hold for copies that are not yet handed over.
 *
 * <p><b>Threads:</b> thread-safe.
 *
 * <p><b>Bounds:</b> what does not fit is refused and counted; the one who asked keeps less.
 */
public final class ByteBudget {

  private final long limitBytes;
  private final AtomicLong used = new AtomicLong();
  private final LongAdder refused = new LongAdder();

  /**
   * @param limitBytes at least 0
   */
  public ByteBudget(long limitBytes) {
    if (limitBytes < 0) {
      throw new IllegalArgumentException("limitBytes is negative: " + limitBytes);
    }
    this.limitBytes = limitBytes;
  }

  /**
   * The share of one connection.
   *
   * @param limitOfConnectionBytes the most that it may hold at a time
   */
  public Allowance forConnection(long limitOfConnectionBytes) {
    return new Allowance(this, limitOfConnectionBytes);
  }

  /** Takes so many bytes, all or none. */
  boolean tryTake(long bytes) {
    if (used.addAndGet(bytes) <= limitBytes) {
      return true;
    }
    used.addAndGet(-bytes);
    refused.increment();
    return false;
  }

  /** Gives back what was taken. */
  void giveBack(long bytes) {
    used.addAndGet(-bytes);
  }

  /** The bound. */
  public long limitBytes() {
    return limitBytes;
  }

  /** How much is held now. */
  public long usedBytes() {
    return used.get();
  }

  /** How often something did not fit. */
  public long refusals() {
    return refused.sum();
  }
}
