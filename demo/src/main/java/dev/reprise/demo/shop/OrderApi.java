// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.demo.http.Answer;
import dev.reprise.demo.http.Call;
import dev.reprise.demo.http.Json;
import dev.reprise.demo.http.Router;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checkout and what was ordered before, for customers who are logged in. */
final class OrderApi {

  private final Accounts accounts;
  private final Checkout checkout;
  private final PaymentClient payment;
  private final boolean dropsField;

  OrderApi(
      Accounts accounts, Checkout checkout, PaymentClient payment, Set<Regression> regressions) {
    this.accounts = accounts;
    this.checkout = checkout;
    this.payment = payment;
    this.dropsField = regressions.contains(Regression.DROPPED_FIELD);
  }

  void addTo(Router router) {
    router
        .on("POST", "/checkout", this::order)
        .on("GET", "/orders", this::list)
        .on("GET", "/orders/{id}", this::show);
  }

  private Answer order(Call call) throws InterruptedException {
    String userId = accounts.byToken(call).user().id();
    JsonNode request = call.json();
    String cartId = Call.text(request, "cartId");
    String card = Call.text(request.path("card"), "number");
    Order order = checkout.order(userId, cartId, card, Trace.of(call));
    return Answer.json(201, body(order)).with("Location", "/orders/" + order.id());
  }

  private Answer list(Call call) {
    String userId = accounts.byTokenOrCookie(call).user().id();
    List<Order> orders = checkout.orders().of(userId);
    var body = Json.object();
    body.put("count", orders.size());
    var items = body.putArray("orders");
    orders.forEach(order -> items.add(summary(order)));
    return Answer.json(200, body).compressible().chunked();
  }

  private Answer show(Call call) throws InterruptedException {
    String userId = accounts.byTokenOrCookie(call).user().id();
    Order order = checkout.orders().get(call.path("id"), userId);
    ObjectNode body = body(order);
    if (dropsField) {
      body.remove("currency");
    }
    if (call.query("expand").equals(Optional.of("payment"))) {
      body.set("payment", payment.find(order.proofs().paymentId(), Trace.of(call)));
    }
    return Answer.json(200, body).compressible();
  }

  private static ObjectNode summary(Order order) {
    var body = Json.object();
    body.put("orderId", order.id());
    body.put("orderNumber", order.number());
    body.put("createdAt", Json.time(order.createdAt()));
    body.put("status", "paid");
    body.put("totalCents", order.amounts().totalCents());
    return body;
  }

  private static ObjectNode body(Order order) {
    ObjectNode body = summary(order);
    body.put("currency", Order.CURRENCY);
    body.put("subtotalCents", order.amounts().subtotalCents());
    body.put("shippingCents", order.amounts().shippingCents());
    body.put("paymentId", order.proofs().paymentId());
    body.put("reservationId", order.proofs().reservationId());
    body.set("items", CartApi.lines(order.lines()));
    return body;
  }
}
