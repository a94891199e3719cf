// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which connection runs which query, by the ids that clients gave them; the engine makes ids of its
 * own, so a client's {@code KILL QUERY} is translated.
 *
 * <p>Kills have a connection of their own, because they must work when all others are busy.
 *
 * <p><b>Threads:</b> thread-safe; kills block until the engine has taken note.
 */
final class RunningQueries {

  private static final Pattern BY_ID =
      Pattern.compile("\\bquery_id\\s*=\\s*'([^'\\\\]+)'", Pattern.CASE_INSENSITIVE);

  private final Map<String, PooledConnection> running = new ConcurrentHashMap<>();
  private final ConnectionPool control;

  RunningQueries(ConnectionPool control) {
    this.control = control;
  }

  /**
   * Notes that a connection begins a query.
   *
   * @throws EngineError if a query of that id is running already
   */
  void begin(String queryId, PooledConnection connection) throws EngineError {
    if (running.putIfAbsent(queryId, connection) != null) {
      throw EngineError.of(
          ErrorCode.QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING,
          "Query with id = " + queryId + " is already running");
    }
  }

  /**
   * Notes that it has ended; waits for a kill that is under way, so that it cannot hit the next.
   */
  void end(String queryId, PooledConnection connection) {
    connection.killLock().lock();
    try {
      running.remove(queryId, connection);
    } finally {
      connection.killLock().unlock();
    }
  }

  /** Stops a query whose client has gone; does nothing if it is not running any more. */
  void kill(String queryId) throws EngineError {
    PooledConnection victim = running.get(queryId);
    if (victim != null) {
      kill(queryId, victim);
    }
  }

  /** Stops all queries. */
  void killAll() throws EngineError {
    for (String queryId : List.copyOf(running.keySet())) {
      kill(queryId);
    }
  }

  /**
   * Runs a client's {@code KILL QUERY} in the engine's terms, or as it is if it names no query that
   * runs here; meanwhile the connection it is aimed at cannot begin another query.
   */
  void kill(String sql, KillAction action) throws EngineError, IOException {
    Matcher matcher = BY_ID.matcher(sql);
    String queryId = matcher.find() ? ByteText.decode(matcher.group(1)) : "";
    PooledConnection victim = running.get(queryId);
    if (victim == null) {
      action.run(sql);
      return;
    }
    victim.killLock().lock();
    try {
      boolean isStillIt = running.get(queryId) == victim;
      action.run(
          isStillIt
              ? matcher.replaceFirst(Matcher.quoteReplacement(victim.processCondition()))
              : sql);
    } finally {
      victim.killLock().unlock();
    }
  }

  private void kill(String queryId, PooledConnection victim) throws EngineError {
    PooledConnection killer = control.take();
    boolean clean = false;
    victim.killLock().lock();
    try {
      if (running.get(queryId) == victim) {
        String _ = killer.engine().ask("KILL QUERY WHERE " + victim.processCondition() + " ASYNC");
      }
      clean = true;
    } finally {
      victim.killLock().unlock();
      control.giveBack(killer, clean);
    }
  }

  /** What runs a statement that kills. */
  @FunctionalInterface
  interface KillAction {
    void run(String sql) throws EngineError, IOException;
  }
}
