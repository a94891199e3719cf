// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.driver;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.demo.driver.Visitor.Memory;
import dev.reprise.demo.http.Json;
import dev.reprise.demo.ledger.Outgoing;
import dev.reprise.demo.ledger.Outgoing.Sending;
import dev.reprise.demo.ledger.Reply;
import java.io.IOException;

/** Requests that fill carts and order what is in them. */
final class Buying {

  static final String CARD = "4242424242424242";
  static final String DECLINED_CARD = "4000000000000002";

  private static final String NO_CART = "/cart/00000000-0000-4000-8000-000000000000/items";

  private Buying() {}

  static void newCart(Visitor visitor) throws IOException, InterruptedException {
    Outgoing request = visitor.request("POST", "/cart");
    Reply reply = visitor.expect(201, request);
    visitor.remember(Memory.CART, visitor.textIn(reply, "id", request));
  }

  static Step put(String sku, int quantity) {
    return put(sku, quantity, Sending.LENGTH);
  }

  static Step putInChunks(String sku, int quantity) {
    return put(sku, quantity, Sending.CHUNKED);
  }

  static void putIntoUnknownCart(Visitor visitor) throws IOException, InterruptedException {
    Outgoing request = visitor.request("PUT", NO_CART).json(item(Browsing.BESTSELLER, 1));
    visitor.expectError(404, "unknown_cart", request);
  }

  static void putUnknownProduct(Visitor visitor) throws IOException, InterruptedException {
    Outgoing request = visitor.request("PUT", items(visitor)).json(item("SKU-9999", 1));
    visitor.expectError(404, "unknown_sku", request);
  }

  static void cart(Visitor visitor) throws IOException, InterruptedException {
    Outgoing request = visitor.request("GET", "/cart/" + visitor.recall(Memory.CART));
    JsonNode cart = visitor.expect(200, request).json();
    int sum = 0;
    for (JsonNode line : cart.path("items")) {
      sum += line.path("priceCents").intValue() * line.path("quantity").intValue();
    }
    int total = cart.path("totalCents").intValue();
    boolean adds = sum > 0 && total == sum + cart.path("shippingCents").intValue();
    visitor.check(adds, request, "a total of %d for lines of %d".formatted(total, sum));
  }

  static Step checkout(String card) {
    return visitor -> checkout(visitor, checkoutRequest(visitor, card));
  }

  static void checkoutAfterContinue(Visitor visitor) throws IOException, InterruptedException {
    checkout(visitor, checkoutRequest(visitor, CARD).sent(Sending.AFTER_CONTINUE));
  }

  static Step refusedCheckout(int status, String error, String card) {
    return visitor -> visitor.expectError(status, error, checkoutRequest(visitor, card));
  }

  private static Step put(String sku, int quantity, Sending sending) {
    return visitor -> {
      Outgoing request =
          visitor.request("PUT", items(visitor)).json(item(sku, quantity)).sent(sending);
      int found = 0;
      for (JsonNode line : visitor.expect(200, request).json().path("items")) {
        found += line.path("sku").asText().equals(sku) ? line.path("quantity").intValue() : 0;
      }
      visitor.check(found == quantity, request, "%d pieces of %s".formatted(found, sku));
    };
  }

  private static void checkout(Visitor visitor, Outgoing request)
      throws IOException, InterruptedException {
    Reply reply = visitor.expect(201, request);
    visitor.remember(Memory.ORDER, visitor.textIn(reply, "orderId", request));
    visitor.textIn(reply, "paymentId", request);
    int total = reply.json().path("totalCents").intValue();
    visitor.check(total > 0, request, "a total of " + total);
  }

  private static Outgoing checkoutRequest(Visitor visitor, String card) {
    var body = Json.object().put("cartId", visitor.recall(Memory.CART));
    body.putObject("card").put("number", card).put("holder", visitor.user()).put("expiry", "12/31");
    return visitor.withToken(visitor.request("POST", "/checkout").json(Json.text(body)));
  }

  private static String items(Visitor visitor) {
    return "/cart/" + visitor.recall(Memory.CART) + "/items";
  }

  private static String item(String sku, int quantity) {
    return Json.text(Json.object().put("sku", sku).put("quantity", quantity));
  }
}
