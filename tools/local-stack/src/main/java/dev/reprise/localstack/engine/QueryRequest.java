// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a request says beside its body, as ClickHouse's HTTP interface has it: parameters of the
 * statement ({@code param_x}), settings of the engine, and what concerns only the interface.
 *
 * @param fields from the URL and a form; {@code query} holds bytes in its characters
 */
record QueryRequest(String method, String queryId, Map<String, String> fields, MultiMap headers) {

  private static final String PARAMETER = "param_";
  private static final Set<String> OF_THE_INTERFACE =
      Set.of(
          "query",
          "database",
          "default_format",
          "query_id",
          "session_id",
          "session_timeout",
          "session_check",
          "close_session",
          "compress",
          "decompress",
          "enable_http_compression",
          "http_zlib_compression_level",
          "network_compression_method",
          "wait_end_of_query",
          "buffer_size",
          "role",
          "user",
          "password",
          "quota_key",
          "client_protocol_version",
          "stacktrace",
          "http_response_buffer_size");

  QueryRequest {
    fields = Map.copyOf(fields);
  }

  /** A request whose fields are all in its URL. */
  static QueryRequest of(HttpServerRequest request) {
    Map<String, String> fields = parse(Objects.requireNonNullElse(request.query(), ""));
    String queryId =
        Optional.ofNullable(fields.get("query_id"))
            .or(() -> Optional.ofNullable(request.getHeader("X-ClickHouse-Query-Id")))
            .filter(id -> !id.isEmpty())
            .orElseGet(() -> UUID.randomUUID().toString());
    return new QueryRequest(request.method().name(), queryId, fields, request.headers());
  }

  /** The same with the fields of a form. */
  QueryRequest with(MultiMap form) {
    Map<String, String> all = new HashMap<>(fields);
    form.forEach(field ->
        all.put(
            field.getKey(),
            field.getKey().equals("query") ? ByteText.of(field.getValue()) : field.getValue()));
    return new QueryRequest(method, queryId, all, headers);
  }

  private static Map<String, String> parse(String query) {
    Map<String, String> fields = new HashMap<>();
    for (String field : query.split("&")) {
      int equals = field.indexOf('=');
      String name = decode(equals < 0 ? field : field.substring(0, equals), UTF_8);
      Charset charset = name.equals("query") ? ISO_8859_1 : UTF_8;
      if (!name.isEmpty()) {
        fields.put(name, equals < 0 ? "" : decode(field.substring(equals + 1), charset));
      }
    }
    return fields;
  }

  private static String decode(String text, Charset charset) {
    return URLDecoder.decode(text, charset);
  }

  /** The value of a field; empty if it is not there. */
  String field(String name) {
    return fields.getOrDefault(name, "");
  }

  /** Whether a field switches something on. */
  boolean isOn(String name) {
    return field(name).equals("1") || field(name).equals("true");
  }

  private Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** The value of a header in lower case; empty if it is not there. */
  String lowerHeader(String name) {
    return header(name).orElse("").toLowerCase(Locale.ROOT);
  }

  /** The database that unqualified names are of, if the request says. */
  Optional<String> database() {
    return Optional.ofNullable(fields.get("database"))
        .or(() -> header("X-ClickHouse-Database"))
        .filter(name -> !name.isEmpty());
  }

  /** The format of a result whose statement does not say. */
  String defaultFormat() {
    return Optional.ofNullable(fields.get("default_format"))
        .or(() -> header("X-ClickHouse-Format"))
        .filter(name -> !name.isEmpty())
        .orElse("TabSeparated");
  }

  /** The id of the session it belongs to, if any. */
  Optional<String> sessionId() {
    return Optional.of(field("session_id")).filter(id -> !id.isEmpty());
  }

  /** The values for {@code {name:Type}}. */
  Map<String, String> parameters() {
    Map<String, String> parameters = new TreeMap<>();
    fields.forEach((name, value) -> {
      if (name.startsWith(PARAMETER)) {
        parameters.put(name.substring(PARAMETER.length()), value);
      }
    });
    return parameters;
  }

  /** The engine's settings for this request. */
  Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>(fields);
    settings.keySet().removeIf(name -> isNoSetting(name));
    return settings;
  }

  private static boolean isNoSetting(String name) {
    return OF_THE_INTERFACE.contains(name) || name.startsWith(PARAMETER);
  }

  /** Whether the method promises to change nothing. */
  boolean isSafe() {
    return !method.equals("POST");
  }
}
