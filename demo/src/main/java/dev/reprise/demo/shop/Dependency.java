// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.shop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.demo.http.ApiException;
import dev.reprise.demo.http.Json;
import dev.reprise.demo.ledger.Direction;
import dev.reprise.demo.ledger.LedgeredClient;
import dev.reprise.demo.ledger.Outgoing;
import dev.reprise.demo.ledger.Reply;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.Map;

/**
 * Another service that the shop needs, and how a failure of it is told to the shop's own caller.
 *
 * <p><b>Threads:</b> thread-safe; every call blocks.
 */
final class Dependency {

  private static final System.Logger LOG = System.getLogger(Dependency.class.getName());

  private final String name;
  private final URI origin;
  private final LedgeredClient client;

  Dependency(String name, URI origin, LedgeredClient client) {
    this.name = name;
    this.origin = origin;
    this.client = client;
  }

  Reply get(String path, Trace trace) throws InterruptedException {
    return send(request("GET", path), trace);
  }

  Reply post(String path, JsonNode body, Map<String, String> headers, Trace trace)
      throws InterruptedException {
    var request = request("POST", path).json(Json.text(body));
    for (var header : headers.entrySet()) {
      request = request.header(header.getKey(), header.getValue());
    }
    return send(request, trace);
  }

  Reply delete(String path, Trace trace) throws InterruptedException {
    return send(request("DELETE", path), trace);
  }

  /**
   * The body of a reply as JSON.
   *
   * @throws ApiException 502 when it is something else
   */
  JsonNode json(Reply reply) {
    try {
      return reply.json();
    } catch (IOException _) {
      throw unusable("an answer that is not JSON, with the status " + reply.status());
    }
  }

  /** What the shop's caller is told about an answer that makes no sense. */
  ApiException unusable(String what) {
    LOG.log(
        Level.WARNING,
        "A dependency answered what cannot be used. service=" + name + " error=" + what);
    return new ApiException(502, name + "_failed", "The " + name + " service gave " + what + ".");
  }

  private Outgoing request(String method, String path) {
    return Outgoing.of(Direction.OUTBOUND, "", method, URI.create(origin + path))
        .header("Accept", "application/json")
        .header("Accept-Encoding", "gzip")
        .header("User-Agent", "shop/1.0");
  }

  private Reply send(Outgoing request, Trace trace) throws InterruptedException {
    try {
      return client.send(
          trace.child().map(value -> request.header("traceparent", value)).orElse(request));
    } catch (IOException failure) {
      LOG.log(
          Level.WARNING, "A dependency cannot be reached. service=" + name + " error=" + failure);
      throw new ApiException(
          502, name + "_unreachable", "The " + name + " service gave no answer.");
    }
  }
}
