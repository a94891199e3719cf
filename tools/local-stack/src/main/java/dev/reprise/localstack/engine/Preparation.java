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
    String _ = keeper.ask("DETACH DATABASE " + DataDirectory.DATABASE_OF_FILES);
    String _ = keeper.ask("CREATE DATABASE IF NOT EXISTS " + SqlQuotes.name(database));
    Reply.ServerFacts facts =
        new Reply.ServerFacts(
            "reprise-engine", keeper.ask("SELECT version()"), keeper.ask("SELECT timezone()"));
    return new Preparation(keeper, facts, new Forbidden(keeper.ask(REACHABLE).lines().toList()));
  }
}
