// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the warehouse is and who asks, read from a JDBC URL, so that the reading side (JDBC) and
 * the writing side (HTTP) share one setting.
 *
 * @param endpoint the HTTP interface, e.g. {@code http://127.0.0.1:18123/}
 * @param database the database of our own
 * @param user who asks
 * @param password may be empty
 * @param settings what else the URL said: settings for each request
 */
public record WarehouseAddress(
    URI endpoint, String database, String user, String password, Map<String, String> settings) {

  private static final int DEFAULT_PORT = 8123;
  private static final int DEFAULT_TLS_PORT = 8443;

  /** Copies the settings. */
  public WarehouseAddress {
    settings = Map.copyOf(settings);
  }

  /**
   * Reads {@code jdbc:clickhouse://host:port/database?setting=value}; {@code ssl=true} asks for
   * HTTPS.
   *
   * @throws AppException if the URL is not of that form
   */
  public static WarehouseAddress parse(String jdbcUrl, String user, String password) {
    String rest =
        jdbcUrl.startsWith("jdbc:clickhouse:")
            ? jdbcUrl.substring("jdbc:clickhouse:".length())
            : jdbcUrl.startsWith("jdbc:ch:") ? jdbcUrl.substring("jdbc:ch:".length()) : "";
    rest = rest.startsWith("http") ? rest.substring(rest.indexOf(':') + 1) : rest;
    try {
      var uri = new URI("http:" + rest);
      if (rest.isEmpty() || uri.getHost() == null) {
        throw malformed(jdbcUrl);
      }
      var settings = parameters(uri.getRawQuery());
      boolean tls = Boolean.parseBoolean(settings.remove("ssl"));
      int port = uri.getPort() < 0 ? (tls ? DEFAULT_TLS_PORT : DEFAULT_PORT) : uri.getPort();
      var endpoint = new URI(tls ? "https" : "http", null, uri.getHost(), port, "/", null, null);
      var path = uri.getPath() == null ? "" : uri.getPath().replace("/", "");
      return new WarehouseAddress(
          endpoint, path.isEmpty() ? "reprise" : path, user, password, settings);
    } catch (URISyntaxException _) {
      throw malformed(jdbcUrl);
    }
  }

  private static Map<String, String> parameters(@org.jspecify.annotations.Nullable String query) {
    var parameters = new LinkedHashMap<String, String>();
    if (query == null) {
      return parameters;
    }
    for (String parameter : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      if (equals > 0) {
        parameters.put(
            parameter.substring(0, equals),
            URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return parameters;
  }

  private static AppException malformed(String jdbcUrl) {
    return new AppException(
        ErrorKind.USER,
        "WAREHOUSE_URL_MALFORMED",
        "The warehouse's URL cannot be read: '"
            + jdbcUrl
            + "' is not of the form jdbc:clickhouse://host:port/database.",
        "Set reprise.warehouse.url, e.g. to jdbc:clickhouse://127.0.0.1:18123/reprise.");
  }

  /** Without the password. */
  @Override
  public String toString() {
    return endpoint + database + " as " + user;
  }
}
