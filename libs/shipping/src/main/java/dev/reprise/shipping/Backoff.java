// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.shipping;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before the next attempt: doubling from 100 ms to 10 s, a half of it at random.
 */
final class Backoff {

  private static final long FIRST_NANOS = Duration.ofMillis(100).toNanos();
  private static final long LONGEST_NANOS = Duration.ofSeconds(10).toNanos();

  private long ceilingNanos = FIRST_NANOS;

  /** The next wait. */
  long nextNanos() {
    long wait = ceilingNanos / 2 + ThreadLocalRandom.current().nextLong(ceilingNanos / 2 + 1);
    ceilingNanos = Math.min(LONGEST_NANOS, ceilingNanos * 2);
    return wait;
  }

  /** Something went well: the next failure starts from the shortest wait. */
  void reset() {
    ceilingNanos = FIRST_NANOS;
  }
}
