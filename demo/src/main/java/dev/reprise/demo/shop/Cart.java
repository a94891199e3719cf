// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.shop;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a customer has chosen so far, in the order of choosing. */
record Cart(String id, Instant createdAt, Instant updatedAt, List<Line> lines) {

  private static final int FREE_SHIPPING_CENTS = 5_000;
  private static final int SHIPPING_CENTS = 490;

  Cart {
    lines = List.copyOf(lines);
  }

  /** The cart with so many pieces of a product; none takes it out. */
  Cart with(Product product, int quantity, Instant now) {
    var changed = new ArrayList<>(lines);
    int place = placeOf(product);
    if (place >= 0) {
      changed.remove(place);
    }
    if (quantity > 0) {
      changed.add(place >= 0 ? place : changed.size(), new Line(product, quantity));
    }
    return new Cart(id, createdAt, now, changed);
  }

  Cart emptied(Instant now) {
    return new Cart(id, createdAt, now, List.of());
  }

  int subtotalCents() {
    return lines.stream().mapToInt(Line::totalCents).sum();
  }

  int shippingCents() {
    return lines.isEmpty() || subtotalCents() >= FREE_SHIPPING_CENTS ? 0 : SHIPPING_CENTS;
  }

  int totalCents() {
    return subtotalCents() + shippingCents();
  }

  private int placeOf(Product product) {
    return lines.stream().map(Line::product).toList().indexOf(product);
  }

  /** So many pieces of one product. */
  record Line(Product product, int quantity) {

    int totalCents() {
      return product.priceCents() * quantity;
    }
  }
}
