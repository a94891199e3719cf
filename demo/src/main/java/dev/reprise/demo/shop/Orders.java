// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.shop;

import dev.reprise.demo.http.ApiException;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The orders of all customers.
 *
 * <p><b>Threads:</b> thread-safe.
 *
 * <p><b>Bounds:</b> none but the process's life.
 */
final class Orders {

  private static final long FIRST_NUMBER = 10_001;

  private final Clock clock;
  private final AtomicLong nextNumber = new AtomicLong(FIRST_NUMBER);
  private final Map<String, Order> byId = new ConcurrentHashMap<>();

  Orders(Clock clock) {
    this.clock = clock;
  }

  Order add(String id, String userId, Cart cart, Order.Proofs proofs) {
    var amounts = Order.Amounts.of(cart);
    long number = nextNumber.getAndIncrement();
    var order = new Order(id, number, clock.instant(), userId, cart.lines(), amounts, proofs);
    byId.put(id, order);
    return order;
  }

  /**
   * An order of this user.
   *
   * @throws ApiException 404 when there is none, or it is someone else's
   */
  Order get(String id, String userId) {
    Order order = byId.get(id);
    if (order == null || !order.userId().equals(userId)) {
      throw new ApiException(404, "unknown_order", "There is no order '" + id + "'.");
    }
    return order;
  }

  /** The orders of this user, oldest first. */
  List<Order> of(String userId) {
    return byId.values().stream()
        .filter(order -> order.userId().equals(userId))
        .sorted(Comparator.comparingLong(Order::number))
        .toList();
  }
}
