// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.shop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.demo.http.Json;
import dev.reprise.demo.ledger.Reply;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What the shop asks of the payment provider. */
final class PaymentClient {

  private final Dependency payment;
  private final Clock clock;

  PaymentClient(Dependency payment, Clock clock) {
    this.payment = payment;
    this.clock = clock;
  }

  /**
   * Charges a card.
   *
   * @return the id of the charge; empty when the card was declined
   */
  Optional<String> charge(String orderId, int amountCents, String card, Trace trace)
      throws InterruptedException {
    var request = Json.object();
    request.put("orderId", orderId);
    request.put("amountCents", amountCents);
    request.put("currency", Order.CURRENCY);
    request.put("card", card);
    request.put("requestedAt", Json.time(clock.instant()));
    var headers = Map.of("Idempotency-Key", UUID.randomUUID().toString());
    Reply reply = payment.post("/charges", request, headers, trace);
    JsonNode answer = payment.json(reply);
    if (reply.status() != 201 && reply.status() != 402) {
      throw payment.unusable("the status " + reply.status() + " for a charge");
    }
    // Money must never be booked on another order, so the echo is checked.
    if (!answer.path("orderId").asText().equals(orderId)) {
      throw payment.unusable("a charge for another order");
    }
    return reply.status() == 201 ? Optional.of(answer.path("chargeId").asText()) : Optional.empty();
  }

  /** What the provider knows of a charge. */
  JsonNode find(String chargeId, Trace trace) throws InterruptedException {
    Reply reply = payment.get("/charges/" + chargeId, trace);
    if (reply.status() != 200) {
      throw payment.unusable("the status " + reply.status() + " for an earlier charge");
    }
    return payment.json(reply);
  }
}
