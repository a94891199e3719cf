// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.shipping;

import dev.reprise.traffic.pair.Gap;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.UnstampedPair;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The bounded queue in memory where pairs get their place in the capture.
 *
 * <p>A pair that finds no room gets no place. The drops are counted, and the count takes a place of
 * its own, as a gap, before the next pair that finds room.
 *
 * <p><b>Threads:</b> any may offer; one takes. The lock is held for a few instructions at a time.
 */
final class Outbox {

  private static final int OVERHEAD_BYTES = 1024; // headers, ids and objects of a pair, roughly

  private final Capture capture;
  private final ShipperLimits limits;
  private final LongSupplier clockNanos;
  private final Runnable wake;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition roomMade = lock.newCondition();
  private final ArrayDeque<Item> queue = new ArrayDeque<>();
  private long queueBytes;
  private long lastSequence;
  private @Nullable Drops drops; // null while nothing is missing
  private String dropReason = "queue full";
  private boolean closed;

  /**
   * @param clockNanos the time since the epoch
   * @param wake called when the taker should look
   */
  Outbox(Capture capture, ShipperLimits limits, LongSupplier clockNanos, Runnable wake) {
    this.capture = capture;
    this.limits = limits;
    this.clockNanos = clockNanos;
    this.wake = wake;
  }

  /** Something with a place in the capture. */
  sealed interface Item {
    /** How much memory it takes, roughly. */
    long bytes();
  }

  record PairItem(RRPair pair, long bytes) implements Item {}

  record GapItem(Gap gap) implements Item {
    @Override
    public long bytes() {
      return OVERHEAD_BYTES;
    }
  }

  private record Drops(long pairs, long bytes, long fromNanos, long toNanos, String reason) {
    Drops plus(long morePairs, long bodyBytes, long nowNanos) {
      return new Drops(pairs + morePairs, bytes + bodyBytes, fromNanos, nowNanos, reason);
    }
  }

  /** Whose pairs they are. */
  Capture capture() {
    return capture;
  }

  /** Its bounds, and those of the batches taken from it. */
  ShipperLimits limits() {
    return limits;
  }

  /** Takes the pair unless there is no room. */
  boolean offer(UnstampedPair pair) {
    lock.lock();
    try {
      if (closed || !hasRoomFor(pair)) {
        miss(1, pair.keptBytes(), dropReason);
        return false;
      }
      add(pair);
    } finally {
      lock.unlock();
    }
    return true;
  }

  /**
   * Counts pairs that were lost before they could be offered. Where others are missing already,
   * they fall into the same gap.
   */
  void lost(int pairs, String reason) {
    lock.lock();
    try {
      miss(pairs, 0, reason);
      wake.run();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the pair, waiting for room.
   *
   * @throws IllegalStateException after {@link #close}
   */
  void put(UnstampedPair pair) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && !hasRoomFor(pair)) {
        roomMade.await();
      }
      if (closed) {
        throw new IllegalStateException("the shipper is closed; it takes no more pairs");
      }
      add(pair);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the next items, at most {@code maxItems} and about {@code maxBytes}, but at least one.
   */
  List<Item> take(int maxItems, long maxBytes) {
    lock.lock();
    try {
      var taken = new ArrayList<Item>(Math.min(maxItems, queue.size() + 1));
      long bytes = 0;
      while (taken.size() < maxItems && !queue.isEmpty()) {
        if (!taken.isEmpty() && bytes + queue.getFirst().bytes() > maxBytes) {
          break;
        }
        var item = queue.removeFirst();
        bytes += item.bytes();
        taken.add(item);
      }
      queueBytes -= bytes;
      if (queue.isEmpty() && drops != null && taken.size() < maxItems) {
        taken.add(gap(drops));
      }
      roomMade.signalAll();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** How many items wait, a gap that has no place yet included. */
  int size() {
    lock.lock();
    try {
      return queue.size() + (drops == null ? 0 : 1);
    } finally {
      lock.unlock();
    }
  }

  /** Whether a whole batch waits. */
  boolean hasFullBatch() {
    lock.lock();
    try {
      return queue.size() >= limits.batchPairs() || queueBytes >= limits.batchBytes();
    } finally {
      lock.unlock();
    }
  }

  /** Whether half of the room is taken. */
  boolean isHalfFull() {
    lock.lock();
    try {
      return queue.size() >= Math.max(1, limits.queuePairs() / 2)
          || queueBytes >= limits.queueBytes() / 2;
    } finally {
      lock.unlock();
    }
  }

  /** The last place given, once the gap that may be pending has its own. */
  long lastSequence() {
    lock.lock();
    try {
      if (drops != null) {
        push(gap(drops));
      }
      return lastSequence;
    } finally {
      lock.unlock();
    }
  }

  /** What a drop from now on is put down to. */
  void dropsAreFor(String reason) {
    lock.lock();
    try {
      dropReason = reason;
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing more; what waits stays. */
  void close() {
    lock.lock();
    try {
      closed = true;
      roomMade.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean hasRoomFor(UnstampedPair pair) {
    return queue.isEmpty()
        || (queue.size() < limits.queuePairs()
            && queueBytes + bytesOf(pair) <= limits.queueBytes());
  }

  private void add(UnstampedPair pair) {
    if (drops != null) {
      push(gap(drops));
    }
    push(new PairItem(pair.stamped(new PairId(capture.id(), ++lastSequence)), bytesOf(pair)));
  }

  private void push(Item item) {
    queue.addLast(item);
    queueBytes += item.bytes();
    if (queue.size() == 1 || queue.size() % limits.batchPairs() == 0) {
      wake.run();
    }
  }

  private void miss(long pairs, long bodyBytes, String reason) {
    long now = clockNanos.getAsLong();
    var before = drops == null ? new Drops(0, 0, now, now, reason) : drops;
    drops = before.plus(pairs, bodyBytes, now);
  }

  private GapItem gap(Drops counted) {
    drops = null;
    return new GapItem(
        new Gap(
            new PairId(capture.id(), ++lastSequence),
            capture.service(),
            counted.pairs(),
            counted.bytes(),
            counted.fromNanos(),
            counted.toNanos(),
            counted.reason()));
  }

  private static long bytesOf(UnstampedPair pair) {
    return pair.keptBytes() + OVERHEAD_BYTES;
  }
}
