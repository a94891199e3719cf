// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.shop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.demo.http.ApiException;
import dev.reprise.demo.http.Json;
import dev.reprise.demo.ledger.Reply;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** What the shop asks of the inventory service. */
final class InventoryClient {

  private final Dependency inventory;
  private final Clock clock;

  InventoryClient(Dependency inventory, Clock clock) {
    this.inventory = inventory;
    this.clock = clock;
  }

  /** How many pieces of a product there are. */
  int available(String sku, Trace trace) throws InterruptedException {
    Reply reply = inventory.get("/stock/" + sku, trace);
    JsonNode available = inventory.json(reply).path("available");
    if (reply.status() != 200 || !available.isInt()) {
      throw inventory.unusable("the status " + reply.status() + " for the stock of " + sku);
    }
    return available.intValue();
  }

  /**
   * Reserves the pieces for an order.
   *
   * @return the id of the reservation
   * @throws ApiException 409 when there are too few
   */
  String reserve(String orderId, List<Cart.Line> lines, Trace trace) throws InterruptedException {
    var request = Json.object();
    request.put("orderId", orderId);
    request.put("requestedAt", Json.time(clock.instant()));
    var items = request.putArray("items");
    lines.forEach(line ->
        items.addObject().put("sku", line.product().sku()).put("quantity", line.quantity()));
    Reply reply = inventory.post("/reservations", request, Map.of(), trace);
    JsonNode answer = inventory.json(reply);
    if (reply.status() == 409) {
      throw new ApiException(409, "insufficient_stock", answer.path("message").asText());
    }
    if (reply.status() != 201 || !answer.path("reservationId").isTextual()) {
      throw inventory.unusable("the status " + reply.status() + " for a reservation");
    }
    return answer.path("reservationId").textValue();
  }

  /** Gives reserved pieces back. */
  void release(String reservationId, Trace trace) throws InterruptedException {
    Reply reply = inventory.delete("/reservations/" + reservationId, trace);
    if (reply.status() != 204) {
      throw inventory.unusable("the status " + reply.status() + " for giving a reservation back");
    }
  }
}
