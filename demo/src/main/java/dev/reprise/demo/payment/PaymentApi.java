// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.payment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.demo.http.Answer;
import dev.reprise.demo.http.ApiException;
import dev.reprise.demo.http.Call;
import dev.reprise.demo.http.Json;
import dev.reprise.demo.http.Router;
import dev.reprise.demo.payment.Charges.Charge;
import dev.reprise.demo.payment.Charges.Demand;

/** What the payment provider answers. */
final class PaymentApi {

  private static final int MOST_CENTS = 100_000_000;

  private final Charges charges;

  PaymentApi(Charges charges) {
    this.charges = charges;
  }

  Router routes() {
    return new Router()
        .on("POST", "/charges", this::charge)
        .on("GET", "/charges/{id}", this::find)
        .on("GET", "/health", _ -> Answer.json(200, Json.object().put("status", "up")));
  }

  private Answer charge(Call call) {
    JsonNode request = call.json();
    Call.text(request, "requestedAt");
    var demand =
        new Demand(
            Call.text(request, "orderId"),
            Call.number(request, "amountCents", 1, MOST_CENTS),
            Call.text(request, "currency"),
            Call.text(request, "card"));
    String key =
        call.header("Idempotency-Key")
            .orElseThrow(() ->
                new ApiException(
                    400, "missing_header", "A charge needs an Idempotency-Key header."));
    return answer(charges.charge(key, demand));
  }

  private Answer find(Call call) {
    String id = call.path("id");
    return charges
        .find(id)
        .map(charge -> Answer.json(200, body(charge)))
        .orElseThrow(
            () -> new ApiException(404, "unknown_charge", "There is no charge '" + id + "'."));
  }

  private static Answer answer(Charge charge) {
    return switch (charge.outcome()) {
      case AUTHORIZED -> Answer.json(201, body(charge)).compressible();
      case DECLINED -> Answer.json(402, body(charge));
    };
  }

  private static JsonNode body(Charge charge) {
    var body = Json.object();
    body.put("chargeId", charge.id());
    body.put("orderId", charge.demand().orderId());
    body.put("amountCents", charge.demand().amountCents());
    body.put("currency", charge.demand().currency());
    return switch (charge.outcome()) {
      case AUTHORIZED ->
          body.put("status", "authorized").put("authorizedAt", Json.time(charge.decidedAt()));
      case DECLINED -> body.put("status", "declined").put("declineCode", "insufficient_funds");
    };
  }
}
