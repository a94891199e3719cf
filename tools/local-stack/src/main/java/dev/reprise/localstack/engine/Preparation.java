// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * What is done and asked once, on the connection that starts the engine.
 *
 * @param forbidden what of this engine's reaches outside of it
 */
record Preparation(Reply.ServerFacts facts, Forbidden forbidden) {

  private static final String REACHABLE =
      "SELECT name FROM system.table_functions"
          + " UNION ALL SELECT name FROM system.table_engines"
          + " UNION ALL SELECT name FROM system.database_engines";

  /** Starts the engine and makes its databases. */
  static Preparation of(NativeConnection connection, String database) throws EngineError {
    closeDefaultDatabase(connection);
    String unused = connection.ask("CREATE DATABASE IF NOT EXISTS " + SqlQuotes.name(database));
    List<String> reachable = new ArrayList<>(connection.ask(REACHABLE).lines().toList());
    return new Preparation(
        new Reply.ServerFacts(
            "reprise-engine",
            connection.ask("SELECT version()"),
            connection.ask("SELECT timezone()")),
        new Forbidden(reachable));
  }

  /** The engine's own default database shows the files of the working directory as tables. */
  private static void closeDefaultDatabase(NativeConnection connection) throws EngineError {
    String engine = connection.ask("SELECT engine FROM system.databases WHERE name = 'default'");
    if (!engine.equals("Atomic")) {
      String dropped = connection.ask("DROP DATABASE IF EXISTS default");
      String made = connection.ask("CREATE DATABASE default ENGINE = Atomic");
    }
  }
}
