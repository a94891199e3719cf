// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.analysis;

import dev.reprise.traffic.pair.Direction;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Responses whose moment has not come: pairs come by the start of their requests, values are made
 * when responses end.
 *
 * <p><b>Bounds:</b> {@link #MAX_PENDING} responses and {@link #MAX_VALUES} values; past that the
 * earliest are taken before their time, and counted.
 */
final class PendingResponses {

  static final int MAX_PENDING = 16_384;
  static final int MAX_VALUES = 400_000;

  /**
   * A response.
   *
   * @param endNanos when it ended
   * @param ordinal of its pair
   * @param session number of its pair's session
   */
  record Pending(
      long endNanos,
      Direction direction,
      int ordinal,
      int session,
      String service,
      List<Observed> values) {}

  // An answer of a dependency that ends with the inbound one was there before it.
  private static final Comparator<Pending> ORDER =
      Comparator.comparingLong(Pending::endNanos)
          .thenComparing(Pending::direction, Comparator.reverseOrder())
          .thenComparingInt(Pending::ordinal);

  private final PriorityQueue<Pending> queue = new PriorityQueue<>(ORDER);
  private final Consumer<Pending> take;
  private long values;
  private long hurried;

  PendingResponses(Consumer<Pending> take) {
    this.take = take;
  }

  void add(Pending pending) {
    queue.add(pending);
    values += pending.values.size();
    while (queue.size() > MAX_PENDING || (values > MAX_VALUES && queue.size() > 1)) {
      hurried++;
      takeFirst();
    }
  }

  /** Takes all that ended up to a moment. */
  void takeUpTo(long nanos) {
    while (!queue.isEmpty() && queue.element().endNanos <= nanos) {
      takeFirst();
    }
  }

  void takeAll() {
    takeUpTo(Long.MAX_VALUE);
  }

  private void takeFirst() {
    var first = queue.remove();
    values -= first.values.size();
    take.accept(first);
  }

  /** How many were taken before their time. */
  long hurried() {
    return hurried;
  }
}
