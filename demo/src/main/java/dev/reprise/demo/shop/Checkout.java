// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.shop;

import dev.reprise.demo.http.ApiException;
import java.util.Optional;
import java.util.UUID;

/**
 * Turns a cart into an order: looks at the stock, reserves the pieces, charges the card.
 *
 * <p>Whatever fails on the way, the cart is as before; the reservation is given back, and one that
 * cannot be given back expires by itself.
 */
final class Checkout {

  private final Carts carts;
  private final Orders orders;
  private final InventoryClient inventory;
  private final PaymentClient payment;

  Checkout(Carts carts, Orders orders, InventoryClient inventory, PaymentClient payment) {
    this.carts = carts;
    this.orders = orders;
    this.inventory = inventory;
    this.payment = payment;
  }

  Orders orders() {
    return orders;
  }

  /**
   * Orders what is in a cart.
   *
   * @throws ApiException 402 when the card is declined; 404 when there is no such cart; 409 when it
   *     is empty or something is sold out; 502 when a dependency fails
   */
  Order order(String userId, String cartId, String card, Trace trace) throws InterruptedException {
    Cart cart = carts.take(cartId);
    boolean ordered = false;
    try {
      requireStock(cart, trace);
      String orderId = UUID.randomUUID().toString();
      String reservationId = inventory.reserve(orderId, cart.lines(), trace);
      String paymentId = pay(orderId, cart, card, reservationId, trace);
      Order order = orders.add(orderId, userId, cart, new Order.Proofs(reservationId, paymentId));
      ordered = true;
      return order;
    } finally {
      if (!ordered) {
        carts.giveBack(cart);
      }
    }
  }

  private void requireStock(Cart cart, Trace trace) throws InterruptedException {
    for (var line : cart.lines()) {
      String sku = line.product().sku();
      if (inventory.available(sku, trace) == 0) {
        throw new ApiException(409, "out_of_stock", "The product '" + sku + "' is sold out.");
      }
    }
  }

  private String pay(String orderId, Cart cart, String card, String reservationId, Trace trace)
      throws InterruptedException {
    Optional<String> paymentId = Optional.empty();
    try {
      paymentId = payment.charge(orderId, cart.totalCents(), card, trace);
    } finally {
      if (paymentId.isEmpty()) {
        inventory.release(reservationId, trace);
      }
    }
    return paymentId.orElseThrow(
        () -> new ApiException(402, "card_declined", "The card was declined."));
  }
}
