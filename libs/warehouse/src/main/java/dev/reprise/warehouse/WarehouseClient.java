// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Talks to ClickHouse over HTTP where JDBC would stand in the way: schema changes, inserts in
 * Native format, and the few questions of the writing side.
 *
 * <p><b>Threads:</b> any; each call blocks until it is answered or its time is over, so call it on
 * virtual or worker threads only.
 */
public final class WarehouseClient implements AutoCloseable {

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final int LONGEST_ERROR_CHARS = 1000;
  private static final String CODE = "X-ClickHouse-Exception-Code";

  private final WarehouseAddress address;
  private final Duration answerLimit;
  private final String authorization;
  private final HttpClient http;

  /**
   * @param answerLimit how long to wait for an answer; what was asked for may still happen later
   */
  public WarehouseClient(WarehouseAddress address, Duration answerLimit) {
    this.address = address;
    this.answerLimit = answerLimit;
    this.authorization =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(
                    (address.user() + ":" + address.password()).getBytes(StandardCharsets.UTF_8));
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build();
  }

  /** Where it asks. */
  public WarehouseAddress address() {
    return address;
  }

  /**
   * Runs a statement that has no rows to answer, in our database.
   *
   * @throws WarehouseException if it fails or is not answered
   */
  public void run(String sql) {
    run(sql, Map.of());
  }

  /**
   * Runs a statement with bound values ({@code {name:Type}} in the statement).
   *
   * @throws WarehouseException if it fails or is not answered
   */
  public void run(String sql, Map<String, String> values) {
    send(parameters(values), BodyPublishers.ofString(sql));
  }

  /** Creates our database where it is not there. */
  public void createDatabase(String onCluster) {
    var sql = "CREATE DATABASE IF NOT EXISTS `" + address.database() + "` " + onCluster;
    send(new LinkedHashMap<>(), BodyPublishers.ofString(sql)); // it cannot be asked in there yet
  }

  /**
   * Asks a question whose values hold neither tabs nor line breaks.
   *
   * @param values bound as {@code {name:Type}}
   * @return rows of columns, as text
   * @throws WarehouseException if it fails or is not answered
   */
  public List<List<String>> ask(String sql, Map<String, String> values) {
    var answer = send(parameters(values), BodyPublishers.ofString(sql + " FORMAT TabSeparated"));
    return answer.lines().map(line -> List.of(line.split("\t", -1))).toList();
  }

  /**
   * Inserts data that is formatted already.
   *
   * @param sql {@code INSERT … FORMAT …}
   * @param settings of this insert
   * @throws WarehouseException if it fails, or is not answered: then it may still happen
   */
  public void insert(String sql, Map<String, String> settings, List<byte[]> data) {
    var parameters = new LinkedHashMap<>(settings);
    parameters.put("database", address.database());
    parameters.put("query", sql);
    send(parameters, BodyPublishers.ofByteArrays(data));
  }

  private Map<String, String> parameters(Map<String, String> values) {
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("database", address.database());
    values.forEach((name, value) -> parameters.put("param_" + name, value));
    return parameters;
  }

  private String send(Map<String, String> parameters, BodyPublisher body) {
    var response = exchange(parameters, body);
    if (isAnswer(response)) {
      return response.body();
    }
    throw refused(response);
  }

  private HttpResponse<String> exchange(Map<String, String> parameters, BodyPublisher body) {
    parameters.putAll(address.settings());
    var request =
        HttpRequest.newBuilder(withQuery(parameters))
            .header("Authorization", authorization)
            .timeout(answerLimit)
            .POST(body)
            .build();
    try {
      return http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw WarehouseException.unanswered(address, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw WarehouseException.unanswered(address, e);
    }
  }

  private URI withQuery(Map<String, String> parameters) {
    var query = new StringBuilder("?");
    parameters.forEach((name, value) ->
        query
            .append(query.length() > 1 ? "&" : "")
            .append(name)
            .append('=')
            .append(encoded(value)));
    return address.endpoint().resolve(query.toString());
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static boolean isAnswer(HttpResponse<String> response) {
    return response.statusCode() == 200 && response.headers().firstValue(CODE).isEmpty();
  }

  private static WarehouseException refused(HttpResponse<String> response) {
    var words = response.body();
    return WarehouseException.refused(
        response
            .headers()
            .firstValue(CODE)
            .filter(digits -> digits.matches("[0-9]+"))
            .map(Integer::parseInt)
            .orElse(0),
        words.isBlank()
            ? "HTTP status " + response.statusCode()
            : words.substring(0, Math.min(words.length(), LONGEST_ERROR_CHARS)));
  }

  @Override
  public void close() {
    http.shutdownNow(); // close() would wait for requests that nobody waits for any more
  }
}
