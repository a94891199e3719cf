// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.driver;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps requests apart, so that no more than so many are sent in a second.
 *
 * <p><b>Threads:</b> thread-safe; waiting parks the calling thread.
 */
final class Pacer {

  private final long gapNanos;
  private long nextNanos = System.nanoTime();

  /**
   * @param perSecond the most requests in a second, all sessions together; zero for no bound
   */
  Pacer(long perSecond) {
    this.gapNanos = perSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / perSecond;
  }

  /**
   * Waits until the next request may be sent; a late caller wins nothing that it could catch up.
   */
  void awaitTurn() throws InterruptedException {
    if (gapNanos > 0) {
      waitUntil(takeTurn());
    }
  }

  /** Waits for a span of time. */
  static void pause(long nanos) throws InterruptedException {
    waitUntil(System.nanoTime() + nanos);
  }

  private synchronized long takeTurn() {
    long now = System.nanoTime();
    long turn = nextNanos - now > 0 ? nextNanos : now;
    nextNanos = turn + gapNanos;
    return turn;
  }

  private static void waitUntil(long deadline) throws InterruptedException {
    for (long left = deadline - System.nanoTime(); left > 0; left = deadline - System.nanoTime()) {
      LockSupport.parkNanos(left); // may return early, hence the loop
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }
}
