// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.shipping;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes one thread that waits for something to do; a signal that comes early is not lost. */
final class Signal {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition raised = lock.newCondition();
  private boolean isRaised;

  void raise() {
    lock.lock();
    try {
      isRaised = true;
      raised.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a signal, or until the time is over. */
  void await(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (!isRaised && left > 0) {
        left = raised.awaitNanos(left);
      }
      isRaised = false;
    } finally {
      lock.unlock();
    }
  }
}
