// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.graphql;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Moments and lengths of time, between the warehouse's nanoseconds and the schema. */
final class Times {

  private static final double NANOS_PER_MILLI = 1_000_000;

  private Times() {}

  static Instant instant(long nanos) {
    long second = TimeUnit.SECONDS.toNanos(1);
    return Instant.ofEpochSecond(Math.floorDiv(nanos, second), Math.floorMod(nanos, second));
  }

  /** Null for 0, which says that the moment was not seen. */
  static @Nullable Instant seen(long nanos) {
    return nanos == 0 ? null : instant(nanos);
  }

  /** 0 for null, which leaves an end open; moments that a long cannot hold become its nearest. */
  static long nanos(@Nullable Instant instant) {
    if (instant == null) {
      return 0;
    }
    try {
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), TimeUnit.SECONDS.toNanos(1)),
          instant.getNano());
    } catch (ArithmeticException e) {
      return instant.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  static double millis(long nanos) {
    return nanos / NANOS_PER_MILLI;
  }
}
