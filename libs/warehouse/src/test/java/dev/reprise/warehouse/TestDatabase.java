// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse;

import dev.reprise.fixtures.Backends;
import dev.reprise.fixtures.ClickHouseDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/** A database of a test's own with a client to it, gone when the test is over. */
public final class TestDatabase implements AutoCloseable {

  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);

  private final ClickHouseDatabase database;
  private final WarehouseClient client;

  private TestDatabase(ClickHouseDatabase database) {
    this.database = database;
    this.client =
        new WarehouseClient(
            WarehouseAddress.parse(database.jdbcUrl(), database.user(), database.password()),
            ANSWER_LIMIT);
  }

  public static TestDatabase create() {
    return new TestDatabase(Backends.clickHouse().freshDatabase());
  }

  public WarehouseClient client() {
    return client;
  }

  public Connection connect() throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", database.user());
    properties.setProperty("password", database.password());
    return DriverManager.getConnection(database.jdbcUrl(), properties);
  }

  @Override
  public void close() {
    client.close();
    database.close();
  }
}
