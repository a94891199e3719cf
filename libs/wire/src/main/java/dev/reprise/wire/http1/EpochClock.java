// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.http1;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Nanoseconds since the epoch that run evenly: durations taken from them are true, and they follow
 * the wall clock when it is set anew or the machine has slept.
 *
 * <p><b>Threads:</b> thread-safe; two threads that find a jump together both correct it.
 *
 * <p><b>Cost:</b> two clock readings, no allocation.
 */
public final class EpochClock implements LongSupplier {

  private static final long TOLERATED_MILLIS = 1_000;

  private final Clock wall;
  private final LongSupplier ticker;
  private volatile long offsetNanos;

  /** On the clocks of this machine. */
  public EpochClock() {
    this(Clock.systemUTC(), System::nanoTime);
  }

  /**
   * @param ticker nanoseconds from any fixed point
   */
  EpochClock(Clock wall, LongSupplier ticker) {
    this.wall = wall;
    this.ticker = ticker;
    this.offsetNanos = wallNanos() - ticker.getAsLong();
  }

  @Override
  public long getAsLong() {
    long now = ticker.getAsLong() + offsetNanos;
    if (Math.abs(wall.millis() - now / 1_000_000) <= TOLERATED_MILLIS) {
      return now;
    }
    offsetNanos = wallNanos() - ticker.getAsLong();
    return ticker.getAsLong() + offsetNanos;
  }

  private long wallNanos() {
    Instant now = wall.instant();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }
}
