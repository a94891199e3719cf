// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A connection that remembers its database and settings, so that they are only sent when a request
 * wants others.
 *
 * <p>The engine names its queries itself, so a connection is recognised in {@code system.processes}
 * by a tag that it carries in the setting {@code log_comment}.
 *
 * <p><b>Threads:</b> used by one request at a time; {@link #killLock} is what others may take.
 */
final class PooledConnection implements AutoCloseable {

  private final NativeConnection connection;
  private final String tag;
  private final Lock killLock = new ReentrantLock();
  private String database = ""; // not known until it is set
  private Map<String, String> settings = Map.of();

  PooledConnection(NativeConnection connection, long number) {
    this.connection = connection;
    this.tag = "connection-" + number + ":";
  }

  NativeConnection engine() {
    return connection;
  }

  /** The database that unqualified names are of. */
  String database() {
    return database.isEmpty() ? "default" : database;
  }

  /** Held while the statement of this connection is being killed, and to give it back. */
  Lock killLock() {
    return killLock;
  }

  /** The SQL condition on {@code system.processes} that is true of this connection's statement. */
  String processCondition() {
    return "query_id IN (SELECT query_id FROM system.processes WHERE"
        + " startsWith(Settings['log_comment'], '"
        + tag
        + "'))";
  }

  /**
   * Gives the connection the database and exactly the settings of a request.
   *
   * @throws EngineError if one of them is unknown; the connection is then no longer usable
   */
  void prepare(String wantedDatabase, Map<String, String> wantedSettings) throws EngineError {
    if (!database.equals(wantedDatabase)) {
      run("USE " + SqlQuotes.name(wantedDatabase));
      database = wantedDatabase;
    }
    Map<String, String> wanted = new TreeMap<>(wantedSettings);
    wanted.putIfAbsent("implicit_select", "0");
    wanted.merge("log_comment", "", (given, _) -> given);
    wanted.compute("log_comment", (_, given) -> tag + given);
    if (!settings.equals(wanted)) {
      run("SET " + String.join(", ", changes(wanted)));
      settings = wanted;
    }
  }

  private List<String> changes(Map<String, String> wanted) {
    List<String> changes = new ArrayList<>();
    for (String name : settings.keySet()) {
      if (!wanted.containsKey(name)) {
        changes.add(SqlQuotes.name(name) + " = DEFAULT");
      }
    }
    wanted.forEach((name, value) -> {
      if (!value.equals(settings.get(name))) {
        changes.add(SqlQuotes.name(name) + " = " + SqlQuotes.text(value));
      }
    });
    return changes;
  }

  private void run(String sql) throws EngineError {
    connection.query(EngineQuery.internal(sql)).close();
  }

  @Override
  public void close() {
    connection.close();
  }
}
