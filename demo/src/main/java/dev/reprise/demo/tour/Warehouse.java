// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.tour;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Asks the warehouse by GraphQL, as a page or a script would. */
final class Warehouse {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration ARRIVAL_LIMIT = Duration.ofSeconds(60);
  private static final long POLL_NANOS = 500_000_000L;
  private static final int PAGE = 500;
  private static final int OK = 200;

  private static final String PAIRS =
      """
      query Pairs($filter: String!, $from: DateTime, $to: DateTime, $first: Int!, $after: String) {
        pairs(filter: $filter, from: $from, to: $to, first: $first, after: $after) {
          pageInfo { hasNextPage endCursor }
          edges {
            node {
              id direction status request { method target }
              requestBytes requestSha256 responseBytes responseSha256
            }
          }
        }
      }\
      """;

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final String address;
  private final String token;

  /** A warehouse that will be there once the stack is up. */
  interface Opening {
    Warehouse open() throws IOException;
  }

  /** What lies in it. */
  record Stored(Map<Sighting, Integer> seen, int total, int distinctIds) {}

  private Warehouse(String address, String token) {
    this.address = address;
    this.token = token;
  }

  static Opening of(Path home) {
    return () -> {
      var stack = LocalStackFiles.read(home);
      return new Warehouse(stack.queryAddress(), stack.token());
    };
  }

  String uiAddress() {
    return "http://" + address + "/q/graphql-ui";
  }

  /** Everything of the shop in a span of time, once as much is there as was sent. */
  Stored sightings(Instant from, Instant to, int wanted) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + ARRIVAL_LIMIT.toNanos();
    var stored = read(from, to);
    while (stored.total() < wanted && System.nanoTime() < deadline) {
      LockSupport.parkNanos(POLL_NANOS);
      stored = read(from, to);
    }
    return stored;
  }

  /** How many of the first are not in the second. */
  static int missing(Map<Sighting, Integer> wanted, Map<Sighting, Integer> there) {
    int missing = 0;
    for (var entry : wanted.entrySet()) {
      missing += Math.max(0, entry.getValue() - there.getOrDefault(entry.getKey(), 0));
    }
    return missing;
  }

  private Stored read(Instant from, Instant to) throws IOException, InterruptedException {
    var seen = new HashMap<Sighting, Integer>();
    Set<String> ids = new HashSet<>();
    int total = 0;
    String cursor = null;
    do {
      var page = page(from, to, cursor);
      for (JsonNode edge : page.path("edges")) {
        var node = edge.path("node");
        seen.merge(sighting(node), 1, Integer::sum);
        ids.add(node.path("id").asText());
        total++;
      }
      cursor =
          page.path("pageInfo").path("hasNextPage").asBoolean()
              ? page.path("pageInfo").path("endCursor").asText()
              : null;
    } while (cursor != null);
    return new Stored(seen, total, ids.size());
  }

  private JsonNode page(Instant from, Instant to, @Nullable String cursor)
      throws IOException, InterruptedException {
    var variables =
        JSON.createObjectNode()
            .put("filter", "service = \"shop\"")
            .put("from", from.toString())
            .put("to", to.toString())
            .put("first", PAGE)
            .put("after", cursor);
    var body = JSON.createObjectNode().put("query", PAIRS);
    body.set("variables", variables);
    var request =
        HttpRequest.newBuilder(URI.create("http://" + address + "/graphql"))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token)
            .timeout(Duration.ofSeconds(30))
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    var json = answer.statusCode() == OK ? JSON.readTree(answer.body()) : JSON.missingNode();
    if (json.isMissingNode() || json.path("errors").size() > 0) {
      throw new TourException(
          "GraphQL answered %d: %s".formatted(answer.statusCode(), answer.body()));
    }
    return json.path("data").path("pairs");
  }

  private static Sighting sighting(JsonNode node) {
    return new Sighting(
        node.path("direction").asText(),
        node.path("request").path("method").asText(),
        node.path("request").path("target").asText(),
        node.path("status").asInt(),
        node.path("requestBytes").asLong(),
        node.path("requestSha256").asText(""),
        node.path("responseBytes").asLong(),
        node.path("responseSha256").asText(""));
  }
}
