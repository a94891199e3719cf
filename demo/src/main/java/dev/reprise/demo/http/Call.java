// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One request that a service answers, read whole. */
public final class Call {

  private static final int MOST_BODY_BYTES = 1 << 20;

  private final String method;
  private final Map<String, String> pathValues;
  private final String query;
  private final Headers headers;
  private final byte[] body;

  private Call(
      String method, Map<String, String> pathValues, String query, Headers headers, byte[] body) {
    this.method = method;
    this.pathValues = Map.copyOf(pathValues);
    this.query = query;
    this.headers = headers;
    this.body = body;
  }

  /** Reads the request, and of its body at most one byte more than is allowed. */
  static Call read(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BODY_BYTES + 1);
    String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    return new Call(
        exchange.getRequestMethod(), Map.of(), query, exchange.getRequestHeaders(), body);
  }

  Call at(Map<String, String> values) {
    return new Call(method, values, query, headers, body);
  }

  void requireWhole() {
    if (body.length > MOST_BODY_BYTES) {
      throw new ApiException(
          413, "body_too_long", "A body may have up to " + MOST_BODY_BYTES + " bytes.");
    }
  }

  String method() {
    return method;
  }

  /** The part of the path that stands where the route says {@code {name}}. */
  public String path(String name) {
    return Optional.ofNullable(pathValues.get(name))
        .orElseThrow(() -> new IllegalArgumentException("not in the route: " + name));
  }

  /** A parameter of the query. */
  public Optional<String> query(String name) {
    return Arrays.stream(query.split("&"))
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
        .findFirst();
  }

  /** A header field; its first value where it is repeated. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.getFirst(name));
  }

  /** The value of a cookie. */
  public Optional<String> cookie(String name) {
    return header("Cookie").stream()
        .flatMap(line -> Arrays.stream(line.split(";")))
        .map(String::strip)
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> pair.substring(name.length() + 1))
        .findFirst();
  }

  /**
   * The body as a JSON object.
   *
   * @throws ApiException 400 when it is something else
   */
  public JsonNode json() {
    try {
      JsonNode node = Json.parse(body);
      if (node.isObject()) {
        return node;
      }
    } catch (IOException _) {
      // Answered below, in the same words as JSON of another kind.
    }
    throw new ApiException(400, "malformed_json", "The body must be one JSON object.");
  }

  /**
   * A text in a JSON body.
   *
   * @throws ApiException 400 when it is missing, empty or not a text
   */
  public static String text(JsonNode object, String field) {
    String text = object.path(field).isTextual() ? object.path(field).textValue() : "";
    if (text.isEmpty()) {
      throw new ApiException(400, "invalid_field", "The field '" + field + "' must be a text.");
    }
    return text;
  }

  /**
   * A whole number between two bounds in a JSON body, both allowed.
   *
   * @throws ApiException 400 when it is not one
   */
  public static int number(JsonNode object, String field, int least, int most) {
    JsonNode node = object.path(field);
    if (!node.canConvertToExactIntegral()
        || !node.canConvertToInt()
        || node.intValue() < least
        || node.intValue() > most) {
      throw new ApiException(
          400,
          "invalid_field",
          "The field '%s' must be a whole number from %d to %d.".formatted(field, least, most));
    }
    return node.intValue();
  }

  boolean acceptsGzip() {
    return header("Accept-Encoding")
        .map(value -> value.toLowerCase(Locale.ROOT).contains("gzip"))
        .orElse(false);
  }
}
