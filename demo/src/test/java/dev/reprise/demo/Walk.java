// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.demo.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One customer's way past every endpoint with a body, so that two builds of the shop can be
 * compared.
 */
final class Walk {

  private static final List<String> FRESH =
      List.of(
          "id",
          "token",
          "orderId",
          "createdAt",
          "updatedAt",
          "expiresAt",
          "paymentId",
          "reservationId");

  private final HttpClient client;
  private final URI shop;
  private final Map<String, Seen> seen = new LinkedHashMap<>();
  private String token = "";

  private Walk(HttpClient client, URI shop) {
    this.client = client;
    this.shop = shop;
  }

  /** What was seen at each endpoint. */
  static Map<String, Seen> through(URI shop) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var walk = new Walk(client, shop);
      walk.everything();
      return walk.seen;
    }
  }

  private void everything() throws IOException, InterruptedException {
    token =
        ask("POST", "/login", "{\"user\":\"customer-001\",\"password\":\"secret-001\"}", "/login")
            .path("token")
            .asText();
    get("/catalogue", "/catalogue");
    get("/catalogue/export", "/catalogue/export");
    get("/catalogue/SKU-1001", "/catalogue/SKU-1001");
    get("/catalogue/SKU-1002?stock=true", "/catalogue/SKU-1002");
    String cart = ask("POST", "/cart", "", "/cart").path("id").asText();
    ask(
        "PUT",
        "/cart/" + cart + "/items",
        "{\"sku\":\"SKU-1001\",\"quantity\":2}",
        "/cart/{id}/items");
    get("/cart/" + cart, "/cart/{id}");
    get("/cart/" + cart, "/cart/{id}");
    String checkout = "{\"cartId\":\"" + cart + "\",\"card\":{\"number\":\"4242424242424242\"}}";
    String order = ask("POST", "/checkout", checkout, "/checkout").path("orderId").asText();
    get("/orders/" + order, "/orders/{id}");
    get("/orders/" + order, "/orders/{id}");
    get("/orders", "/orders");
  }

  private void get(String target, String endpoint) throws IOException, InterruptedException {
    ask("GET", target, "", endpoint);
  }

  private JsonNode ask(String method, String target, String body, String endpoint)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(shop.resolve(target))
            .method(method, BodyPublishers.ofString(body))
            .header("Authorization", "Bearer " + token)
            .build();
    long start = System.nanoTime();
    var response = client.send(request, BodyHandlers.ofByteArray());
    long tookNanos = System.nanoTime() - start;
    JsonNode answer = Json.parse(response.body());
    if (response.statusCode() >= 300) {
      throw new AssertionError(method + " " + target + ": " + answer);
    }
    var now = new Seen(steady(answer), tookNanos);
    seen.merge(method + " " + endpoint, now, Seen::faster);
    return answer;
  }

  /** The answer without what is new in each run. */
  private static JsonNode steady(JsonNode answer) {
    JsonNode copy = answer.deepCopy();
    if (copy instanceof ObjectNode object) {
      object.remove(FRESH);
      object.path("orders").forEach(order -> ((ObjectNode) order).remove(FRESH));
    }
    return copy;
  }

  /** What an endpoint answered, and how fast at best. */
  record Seen(JsonNode body, long fastestNanos) {

    Seen faster(Seen other) {
      return new Seen(other.body, Math.min(fastestNanos, other.fastestNanos));
    }
  }
}
