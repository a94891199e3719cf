// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import com.clickhouse.client.api.Client;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Where a ClickHouse is, and how to get in. */
record ClickHouseAddress(URI http, String user, String password, String database) {

  /** A JDBC connection with further properties of the driver, in pairs. */
  Connection jdbc(String... properties) throws SQLException {
    Properties all = new Properties();
    all.setProperty("user", user);
    all.setProperty("password", password);
    for (int i = 0; i < properties.length; i += 2) {
      all.setProperty(properties[i], properties[i + 1]);
    }
    return DriverManager.getConnection(
        "jdbc:clickhouse://" + http.getHost() + ":" + http.getPort() + "/" + database, all);
  }

  /** The beginning of a client of the official library. */
  Client.Builder client() {
    return new Client.Builder()
        .addEndpoint(http.toString())
        .setUsername(user)
        .setPassword(password)
        .setDefaultDatabase(database);
  }
}
