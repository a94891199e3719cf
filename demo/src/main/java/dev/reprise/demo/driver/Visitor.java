// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.driver;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.demo.ledger.Direction;
import dev.reprise.demo.ledger.LedgeredClient;
import dev.reprise.demo.ledger.Outgoing;
import dev.reprise.demo.ledger.Reply;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One customer during one session: sends requests, and remembers what later ones need.
 *
 * <p><b>Threads:</b> confined to the thread that runs the session.
 */
final class Visitor {

  private static final int MOST_TOLD = 200;

  private final LedgeredClient client;
  private final URI shop;
  private final Script script;
  private final String traceId = Tracing.newTraceId();
  private final Map<Memory, String> remembered = new LinkedHashMap<>();
  private final Map<String, String> cookies = new LinkedHashMap<>();

  Visitor(LedgeredClient client, URI shop, Script script) {
    this.client = client;
    this.shop = shop;
    this.script = script;
  }

  /** What an answer gives and later requests need. */
  enum Memory {
    TOKEN,
    CART,
    ORDER,
    ETAG
  }

  String user() {
    return "customer-" + script.user();
  }

  String password() {
    return "secret-" + script.user();
  }

  void remember(Memory what, String value) {
    remembered.put(what, value);
  }

  String recall(Memory what) {
    return Optional.ofNullable(remembered.get(what))
        .orElseThrow(() -> new IllegalStateException("no answer has given the " + what + " yet"));
  }

  /** A request to the shop as this customer's browser sends it, without credentials. */
  Outgoing request(String method, String target) {
    var request =
        Outgoing.of(Direction.INBOUND, script.name(), method, shop.resolve(target))
            .header("Accept", "application/json")
            .header("User-Agent", script.userAgent());
    return script
        .tracing()
        .header(traceId)
        .map(value -> request.header("traceparent", value))
        .orElse(request);
  }

  /** The same with the token of the last login. */
  Outgoing withToken(Outgoing request) {
    return request.header("Authorization", "Bearer " + recall(Memory.TOKEN));
  }

  /** The same with the cookies that the shop has set. */
  Outgoing withCookies(Outgoing request) {
    return request.header(
        "Cookie",
        cookies.entrySet().stream()
            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
            .collect(Collectors.joining("; ")));
  }

  /**
   * Sends a request whose answer must have this status.
   *
   * @throws UnexpectedAnswer when it has another
   */
  Reply expect(int status, Outgoing request) throws IOException, InterruptedException {
    Reply reply = client.send(request);
    reply.headers("Set-Cookie").forEach(this::keepCookie);
    if (reply.status() != status) {
      String body = new String(reply.content(), StandardCharsets.UTF_8);
      throw unexpected(
          request,
          "the status %d instead of %d, and: %s"
              .formatted(
                  reply.status(), status, body.substring(0, Math.min(MOST_TOLD, body.length()))));
    }
    return reply;
  }

  /**
   * Sends a request whose answer must be this error.
   *
   * @throws UnexpectedAnswer when it is another, or none
   */
  void expectError(int status, String error, Outgoing request)
      throws IOException, InterruptedException {
    String found = expect(status, request).json().path("error").asText();
    check(found.equals(error), request, "the error '" + found + "' instead of '" + error + "'");
  }

  /**
   * A text in an answer.
   *
   * @throws UnexpectedAnswer when it is not there
   */
  String textIn(Reply reply, String field, Outgoing request) throws IOException {
    JsonNode node = reply.json().path(field);
    check(node.isTextual() && !node.textValue().isEmpty(), request, "no '" + field + "'");
    return node.textValue();
  }

  /**
   * Checks something about an answer.
   *
   * @param found what the answer was if {@code holds} is false
   * @throws UnexpectedAnswer when {@code holds} is false
   */
  void check(boolean holds, Outgoing request, String found) {
    if (!holds) {
      throw unexpected(request, found);
    }
  }

  private UnexpectedAnswer unexpected(Outgoing request, String found) {
    return new UnexpectedAnswer(
        "session %s: %s %s was answered with %s"
            .formatted(script.name(), request.method(), request.uri().getPath(), found));
  }

  private void keepCookie(String line) {
    String pair = line.split(";", 2)[0];
    int equals = pair.indexOf('=');
    cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
  }
}
