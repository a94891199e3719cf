// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread is about to do; generous, since machines are loaded. */
final class Eventually {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private Eventually() {}

  static void holds(String what, BooleanSupplier condition) {
    if (!came(condition)) {
      throw new AssertionError(what + " did not come true within " + LIMIT);
    }
  }

  /** Whether it came true in time: for who can say better what is there instead. */
  static boolean came(BooleanSupplier condition) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      LockSupport.parkNanos(500_000);
    }
    return true;
  }
}
