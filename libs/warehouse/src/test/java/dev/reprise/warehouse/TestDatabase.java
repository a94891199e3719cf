// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;

/** A database of a test's own, gone when the test is over. */
public final class TestDatabase implements AutoCloseable {

  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);

  private final String url;
  private final String user;
  private final String password;
  private final WarehouseClient client;

  private TestDatabase(String server, String user, String password) {
    this.url = server + "/t" + UUID.randomUUID().toString().replace("-", "");
    this.user = user;
    this.password = password;
    this.client = new WarehouseClient(WarehouseAddress.parse(url, user, password), ANSWER_LIMIT);
  }

  public static TestDatabase create() {
    return new TestDatabase(
        setting("REPRISE_TEST_CLICKHOUSE_URL"),
        Optional.ofNullable(System.getenv("REPRISE_TEST_CLICKHOUSE_USER")).orElse("default"),
        setting("REPRISE_TEST_CLICKHOUSE_PASSWORD"));
  }

  private static String setting(String name) {
    var value = System.getenv(name);
    if (value == null) {
      throw new AssertionError("this test needs a ClickHouse: set " + name);
    }
    return value;
  }

  public WarehouseClient client() {
    return client;
  }

  public Connection connect() throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    return DriverManager.getConnection(url, properties);
  }

  @Override
  public void close() {
    client.run("DROP DATABASE IF EXISTS `" + client.address().database() + "`");
    client.close();
  }
}
