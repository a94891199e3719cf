// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

/**
 * What is done and asked once, when the engine is started.
 *
 * @param keeper a connection that is kept open: with the last one the engine itself would end, and
 *     begin anew with the next
 * @param forbidden what of this engine's reaches outside of it
 */
record Preparation(NativeConnection keeper, Reply.ServerFacts facts, Forbidden forbidden) {

  private static final String REACHABLE =
      "SELECT name FROM system.table_functions"
          + " UNION ALL SELECT name FROM system.table_engines"
          + " UNION ALL SELECT name FROM system.database_engines";

  /** Starts the engine and makes its databases. */
  static Preparation of(Chdb chdb, DataDirectory directory, String database) throws EngineError {
    NativeConnection keeper = NativeConnection.open(chdb, directory.connectionOptions());
    closeDefaultDatabase(keeper, directory);
    String unused = keeper.ask("CREATE DATABASE IF NOT EXISTS " + SqlQuotes.name(database));
    Reply.ServerFacts facts =
        new Reply.ServerFacts(
            "reprise-engine", keeper.ask("SELECT version()"), keeper.ask("SELECT timezone()"));
    return new Preparation(keeper, facts, new Forbidden(keeper.ask(REACHABLE).lines().toList()));
  }

  /**
   * The engine's own default database shows every file of the machine as a table. One without files
   * takes its place, with the tables it had before.
   */
  private static void closeDefaultDatabase(NativeConnection keeper, DataDirectory directory)
      throws EngineError {
    String engine = keeper.ask("SELECT engine FROM system.databases WHERE name = 'default'");
    if (!engine.equals("Atomic")) {
      boolean isKnown = directory.hasDatabase("default");
      String detached = keeper.ask("DETACH DATABASE IF EXISTS default");
      String made =
          keeper.ask(
              isKnown ? "ATTACH DATABASE default" : "CREATE DATABASE default ENGINE = Atomic");
    }
  }
}
