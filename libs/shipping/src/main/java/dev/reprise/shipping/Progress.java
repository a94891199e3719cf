// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.shipping;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How far a capture has got, and what became of its pairs.
 *
 * <p><b>Threads:</b> any.
 */
final class Progress {

  final LongAdder offered = new LongAdder();
  final LongAdder acked = new LongAdder();
  final LongAdder spooled = new LongAdder();
  final LongAdder dropped = new LongAdder();
  final LongAdder resent = new LongAdder();
  volatile long spoolBytes;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private long ackedSequence;
  private long safeSequence;

  /** Everything up to this sequence is acknowledged, or recorded as refused. */
  void ackedUpTo(long sequence) {
    lock.lock();
    try {
      ackedSequence = Math.max(ackedSequence, sequence);
      safeSequence = Math.max(safeSequence, sequence);
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Everything up to this sequence is acknowledged or in the spool. */
  void safeUpTo(long sequence) {
    lock.lock();
    try {
      safeSequence = Math.max(safeSequence, sequence);
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean awaitAcked(long sequence, Duration limit) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = limit.toNanos();
      while (ackedSequence < sequence && left > 0) {
        left = moved.awaitNanos(left);
      }
      return ackedSequence >= sequence;
    } finally {
      lock.unlock();
    }
  }

  boolean awaitSafe(long sequence, Duration limit) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = limit.toNanos();
      while (safeSequence < sequence && left > 0) {
        left = moved.awaitNanos(left);
      }
      return safeSequence >= sequence;
    } finally {
      lock.unlock();
    }
  }

  ShipperCounters counters() {
    return new ShipperCounters(
        offered.sum(), acked.sum(), spooled.sum(), dropped.sum(), resent.sum(), spoolBytes);
  }
}
