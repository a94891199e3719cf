// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.driver;

import dev.reprise.demo.driver.Visitor.Memory;
import dev.reprise.demo.http.Json;
import dev.reprise.demo.ledger.Outgoing;
import dev.reprise.demo.ledger.Reply;
import java.io.IOException;

/** Requests about logins and about a customer's own orders. */
final class Account {

  // Well-formed, long expired, and signed with a key that no shop has.
  private static final String FOREIGN_TOKEN =
      "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
          + ".eyJpc3MiOiJzaG9wIiwic3ViIjoidS03MDAxIiwiaWF0IjoxNzAwMDAwMDAwLCJleHAiOjE3MDAwMDM2MDB9"
          + ".bm90LWEtc2lnbmF0dXJlLW9mLXRoaXMtc2hvcC1hdC1hbGw";

  private Account() {}

  static void login(Visitor visitor) throws IOException, InterruptedException {
    Outgoing request = loginRequest(visitor, visitor.password());
    Reply reply = visitor.expect(200, request);
    visitor.remember(Memory.TOKEN, visitor.textIn(reply, "token", request));
    int cookies = reply.headers("Set-Cookie").size();
    visitor.check(cookies == 2, request, cookies + " cookies");
  }

  static void loginWithWrongPassword(Visitor visitor) throws IOException, InterruptedException {
    visitor.expectError(401, "wrong_password", loginRequest(visitor, "guessed"));
  }

  static void loginWithMalformedJson(Visitor visitor) throws IOException, InterruptedException {
    Outgoing request = visitor.request("POST", "/login").json("{\"user\":\"customer-001\",");
    visitor.expectError(400, "malformed_json", request);
  }

  static void logout(Visitor visitor) throws IOException, InterruptedException {
    Outgoing request = visitor.withToken(visitor.request("POST", "/logout"));
    visitor.expect(204, visitor.withCookies(request));
  }

  static void order(Visitor visitor) throws IOException, InterruptedException {
    checkOrder(visitor, "", "status", "paid");
  }

  static void orderWithPayment(Visitor visitor) throws IOException, InterruptedException {
    checkOrder(visitor, "?expand=payment", "payment.status", "authorized");
  }

  static void unknownOrder(Visitor visitor) throws IOException, InterruptedException {
    String target = "/orders/00000000-0000-4000-8000-000000000000";
    visitor.expectError(404, "unknown_order", visitor.withToken(visitor.request("GET", target)));
  }

  static void orders(Visitor visitor) throws IOException, InterruptedException {
    checkOrders(visitor, visitor.withToken(ordersRequest(visitor)));
  }

  static void ordersByCookie(Visitor visitor) throws IOException, InterruptedException {
    checkOrders(visitor, visitor.withCookies(ordersRequest(visitor)));
  }

  static void ordersWithForeignToken(Visitor visitor) throws IOException, InterruptedException {
    Outgoing request = ordersRequest(visitor).header("Authorization", "Bearer " + FOREIGN_TOKEN);
    visitor.expectError(401, "token_invalid", request);
  }

  static void ordersAfterLogout(Visitor visitor) throws IOException, InterruptedException {
    visitor.expectError(401, "token_revoked", visitor.withToken(ordersRequest(visitor)));
  }

  private static Outgoing loginRequest(Visitor visitor, String password) {
    var body = Json.object().put("user", visitor.user()).put("password", password);
    return visitor.request("POST", "/login").json(Json.text(body));
  }

  private static Outgoing ordersRequest(Visitor visitor) {
    return visitor.request("GET", "/orders").header("Accept-Encoding", "gzip");
  }

  private static void checkOrder(Visitor visitor, String query, String path, String wanted)
      throws IOException, InterruptedException {
    String id = visitor.recall(Memory.ORDER);
    Outgoing request = visitor.withToken(visitor.request("GET", "/orders/" + id + query));
    Reply reply = visitor.expect(200, request);
    String found = visitor.textIn(reply, "orderId", request);
    visitor.check(found.equals(id), request, "the order " + found);
    String value = reply.json().at("/" + path.replace('.', '/')).asText();
    visitor.check(value.equals(wanted), request, "'" + value + "' as " + path);
  }

  private static void checkOrders(Visitor visitor, Outgoing request)
      throws IOException, InterruptedException {
    var body = visitor.expect(200, request).json();
    int count = body.path("count").asInt(-1);
    boolean agrees = count == body.path("orders").size();
    visitor.check(agrees, request, "a count that is not that of the orders");
  }
}
