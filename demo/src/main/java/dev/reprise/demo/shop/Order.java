// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.shop;

import java.time.Instant;
import java.util.List;

/**
 * Something bought and paid for.
 *
 * @param id a UUID, made before the dependencies are asked
 * @param number counts the orders of the process
 */
record Order(
    String id,
    long number,
    Instant createdAt,
    String userId,
    List<Cart.Line> lines,
    Amounts amounts,
    Proofs proofs) {

  /** The one currency of the shop. */
  static final String CURRENCY = "EUR";

  Order {
    lines = List.copyOf(lines);
  }

  record Amounts(int subtotalCents, int shippingCents, int totalCents) {

    static Amounts of(Cart cart) {
      return new Amounts(cart.subtotalCents(), cart.shippingCents(), cart.totalCents());
    }
  }

  /** What the dependencies gave for the order. */
  record Proofs(String reservationId, String paymentId) {}
}
