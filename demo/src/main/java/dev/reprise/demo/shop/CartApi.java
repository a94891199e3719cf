// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.demo.http.Answer;
import dev.reprise.demo.http.Call;
import dev.reprise.demo.http.Json;
import dev.reprise.demo.http.Router;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Carts: made, filled and shown, with or without an account. */
final class CartApi {

  private static final int MOST_PIECES = 99;
  private static final long DELAY_NANOS = Duration.ofMillis(500).toNanos();

  private final Carts carts;
  private final boolean slow;

  CartApi(Carts carts, Set<Regression> regressions) {
    this.carts = carts;
    this.slow = regressions.contains(Regression.SLOW);
  }

  void addTo(Router router) {
    router
        .on("POST", "/cart", _ -> created(carts.create()))
        .on("PUT", "/cart/{id}/items", this::put)
        .on("GET", "/cart/{id}", this::show);
  }

  /** The lines of a cart or of an order, as JSON. */
  static JsonNode lines(List<Cart.Line> lines) {
    var items = Json.object().putArray("items");
    for (var line : lines) {
      var item = items.addObject();
      item.put("sku", line.product().sku());
      item.put("name", line.product().name());
      item.put("quantity", line.quantity());
      item.put("priceCents", line.product().priceCents());
      item.put("totalCents", line.totalCents());
    }
    return items;
  }

  private static Answer created(Cart cart) {
    return Answer.json(201, body(cart)).with("Location", "/cart/" + cart.id());
  }

  private Answer put(Call call) {
    JsonNode item = call.json();
    int quantity = Call.number(item, "quantity", 0, MOST_PIECES);
    return Answer.json(200, body(carts.put(call.path("id"), Call.text(item, "sku"), quantity)));
  }

  private Answer show(Call call) {
    if (slow) {
      waitALittle();
    }
    return Answer.json(200, body(carts.get(call.path("id")))).chunked();
  }

  private static ObjectNode body(Cart cart) {
    var body = Json.object();
    body.put("id", cart.id());
    body.put("createdAt", Json.time(cart.createdAt()));
    body.put("updatedAt", Json.time(cart.updatedAt()));
    body.put("currency", Order.CURRENCY);
    body.set("items", lines(cart.lines()));
    body.put("subtotalCents", cart.subtotalCents());
    body.put("shippingCents", cart.shippingCents());
    body.put("totalCents", cart.totalCents());
    return body;
  }

  private static void waitALittle() {
    long end = System.nanoTime() + DELAY_NANOS;
    for (long left = DELAY_NANOS; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left); // may return early, hence the loop
    }
  }
}
