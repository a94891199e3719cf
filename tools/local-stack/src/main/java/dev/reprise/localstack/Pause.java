// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Waits for what another process does and cannot tell: files are looked at a few times a second.
 */
final class Pause {

  private static final long MILLIS = 150;

  private Pause() {}

  /** Waits until the condition holds; returns whether it did within the limit. */
  static boolean until(Duration limit, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      await();
    }
    return true;
  }

  /** Waits a little; returns false when the thread was interrupted. */
  static boolean once() {
    try {
      await();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void await() throws InterruptedException {
    var _ = new CountDownLatch(1).await(MILLIS, TimeUnit.MILLISECONDS);
  }
}
