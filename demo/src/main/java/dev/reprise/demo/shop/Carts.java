// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.shop;

import dev.reprise.demo.http.ApiException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The carts of all customers.
 *
 * <p><b>Threads:</b> thread-safe; carts are immutable and replaced one by one.
 *
 * <p><b>Bounds:</b> none but the process's life.
 */
final class Carts {

  private final Catalogue catalogue;
  private final Clock clock;
  private final Map<String, Cart> byId = new ConcurrentHashMap<>();

  Carts(Catalogue catalogue, Clock clock) {
    this.catalogue = catalogue;
    this.clock = clock;
  }

  Cart create() {
    var now = clock.instant();
    var cart = new Cart(UUID.randomUUID().toString(), now, now, List.of());
    byId.put(cart.id(), cart);
    return cart;
  }

  /**
   * The cart.
   *
   * @throws ApiException 404 when there is none
   */
  Cart get(String id) {
    Cart cart = byId.get(id);
    if (cart == null) {
      throw new ApiException(404, "unknown_cart", "There is no cart '" + id + "'.");
    }
    return cart;
  }

  /**
   * Sets how many pieces of a product are in a cart; zero takes it out.
   *
   * @throws ApiException 404 when there is no such cart or product
   */
  Cart put(String id, String sku, int quantity) {
    get(id);
    Product product = catalogue.get(sku);
    return byId.computeIfPresent(id, (_, cart) -> cart.with(product, quantity, clock.instant()));
  }

  /**
   * Takes everything out of a cart, so that nobody else can order it too.
   *
   * @return the cart as it was
   * @throws ApiException 404 when there is none, 409 when it is empty
   */
  Cart take(String id) {
    var before = get(id);
    if (before.lines().isEmpty()) {
      throw new ApiException(409, "cart_empty", "There is nothing in the cart to order.");
    }
    // Someone else changed or took it just now: look again.
    return byId.replace(id, before, before.emptied(clock.instant())) ? before : take(id);
  }

  /** Gives a cart back that was taken and could not be ordered. */
  void giveBack(Cart cart) {
    byId.put(cart.id(), cart);
  }
}
