// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What ClickHouse's HTTP interface promises, asked of whatever is behind an address; its subclasses
 * ask it through the JDBC driver, the client library, and plain HTTP. It is run against the
 * embedded engine, and against a genuine server where {@code REPRISE_TEST_CLICKHOUSE_URL} names
 * one.
 */
abstract class ClickHouseHttpContract {

  private static final AtomicInteger TABLES = new AtomicInteger();
  private static final String RUN = Long.toString(ProcessHandle.current().pid());

  private final HttpClient http = HttpClient.newHttpClient();

  /** The ClickHouse that is asked. */
  abstract ClickHouseAddress address();

  /** A table that no other test has, with the columns given. */
  String table(String columns) throws SQLException {
    return table(columns, "MergeTree ORDER BY tuple()");
  }

  /** A table that no other test has. */
  String table(String columns, String engine) throws SQLException {
    String name = "contract_" + RUN + "_" + TABLES.incrementAndGet();
    execute("CREATE TABLE " + name + " (" + columns + ") ENGINE = " + engine);
    return name;
  }

  /** Runs a statement on a JDBC connection of its own. */
  void execute(String sql) throws SQLException {
    try (Connection connection = address().jdbc();
        Statement statement = connection.createStatement()) {
      boolean _ = statement.execute(sql);
    }
  }

  /** The first column of the first row of a query. */
  String one(String sql) throws SQLException {
    try (Connection connection = address().jdbc();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      if (!rows.next()) {
        throw new AssertionError("No row: " + sql);
      }
      return String.valueOf(rows.getObject(1));
    }
  }

  /** A request as curl would make it; {@code query} is what stands behind the question mark. */
  HttpResponse<byte[]> post(String query, byte[] body, String... headers)
      throws IOException, InterruptedException {
    return send(request(query, headers).POST(BodyPublishers.ofByteArray(body)));
  }

  /** A statement in the body. */
  HttpResponse<byte[]> post(String query, String sql) throws IOException, InterruptedException {
    return post(query, sql.getBytes(UTF_8));
  }

  /** A statement in the URL. */
  HttpResponse<byte[]> get(String sql) throws IOException, InterruptedException {
    return send(request("query=" + encoded(sql)).GET());
  }

  HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  HttpRequest.Builder request(String query, String... headers) {
    ClickHouseAddress address = address();
    String credentials = address.user() + ":" + address.password();
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(
                URI.create(address.http() + "/?database=" + address.database() + "&" + query))
            .header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)));
    if (headers.length > 0) {
      builder.headers(headers);
    }
    return builder;
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), UTF_8);
  }

  static String errorCode(HttpResponse<byte[]> response) {
    return response.headers().firstValue("X-ClickHouse-Exception-Code").orElse("none");
  }
}
