// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.demo.http.Answer;
import dev.reprise.demo.http.ApiException;
import dev.reprise.demo.http.Call;
import dev.reprise.demo.http.Json;
import dev.reprise.demo.http.Router;
import dev.reprise.demo.inventory.Reservations.Line;
import dev.reprise.demo.inventory.Reservations.Reservation;
import java.util.ArrayList;
import java.util.List;

/** What the inventory service answers. */
final class InventoryApi {

  private static final int MOST_PIECES = 1_000;

  private final Reservations reservations;

  InventoryApi(Reservations reservations) {
    this.reservations = reservations;
  }

  Router routes() {
    return new Router()
        .on("GET", "/stock/{sku}", this::stock)
        .on("POST", "/reservations", this::reserve)
        .on("DELETE", "/reservations/{id}", this::release)
        .on("GET", "/health", _ -> Answer.json(200, Json.object().put("status", "up")));
  }

  private Answer stock(Call call) {
    String sku = call.path("sku");
    var body = Json.object();
    body.put("sku", sku);
    body.put("available", available(sku));
    body.put("warehouse", Stock.warehouse(sku));
    return Answer.json(200, body).with("Cache-Control", "no-store");
  }

  private Answer reserve(Call call) {
    JsonNode request = call.json();
    String orderId = Call.text(request, "orderId");
    Call.text(request, "requestedAt");
    var lines = new ArrayList<Line>();
    for (JsonNode item : request.path("items")) {
      lines.add(line(item));
    }
    if (lines.isEmpty()) {
      throw new ApiException(400, "invalid_field", "The field 'items' must not be empty.");
    }
    var reservation = reservations.hold(orderId, List.copyOf(lines));
    return Answer.json(201, body(reservation))
        .with("Location", "/reservations/" + reservation.id())
        .chunked();
  }

  private Answer release(Call call) {
    String id = call.path("id");
    if (reservations.release(id).isEmpty()) {
      throw new ApiException(404, "unknown_reservation", "There is no reservation '" + id + "'.");
    }
    return Answer.empty(204);
  }

  private static Line line(JsonNode item) {
    String sku = Call.text(item, "sku");
    int quantity = Call.number(item, "quantity", 1, MOST_PIECES);
    int available = available(sku);
    if (quantity > available) {
      throw new ApiException(
          409, "insufficient_stock", "Of '%s' only %d are left.".formatted(sku, available));
    }
    return new Line(sku, quantity);
  }

  private static int available(String sku) {
    return Stock.available(sku)
        .orElseThrow(
            () -> new ApiException(404, "unknown_sku", "There is no product '" + sku + "'."));
  }

  private static JsonNode body(Reservation reservation) {
    var body = Json.object();
    body.put("reservationId", reservation.id());
    body.put("orderId", reservation.orderId());
    body.put("status", "held");
    body.put("expiresAt", Json.time(reservation.expiresAt()));
    body.set("items", Json.tree(reservation.lines()));
    return body;
  }
}
