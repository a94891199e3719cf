// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * All connections of the engine, by what they are for. Inserts, and whatever is marked {@code
 * workload = 'ingest'}, have their own, so that viewers cannot starve ingest; kills have their own,
 * because they must work when all others are busy.
 */
final class Connections implements AutoCloseable {

  static final String INGEST = "ingest";

  private static final int WAITING = 128;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final AtomicLong numbers = new AtomicLong();
  private final ConnectionPool queries;
  private final ConnectionPool ingest;
  private final ConnectionPool control;
  private final Sessions sessions;
  private final RunningQueries running;

  Connections(Supplier<NativeConnection> opener, int queryConnections, int ingestConnections) {
    Supplier<PooledConnection> numbered =
        () -> new PooledConnection(opener.get(), numbers.incrementAndGet());
    queries = pool("queries", queryConnections, numbered);
    ingest = pool("ingest", ingestConnections, numbered);
    control = pool("control", 2, numbered);
    sessions = new Sessions(numbered);
    running = new RunningQueries(control);
  }

  private static ConnectionPool pool(String name, int size, Supplier<PooledConnection> opener) {
    return new ConnectionPool(name, new ConnectionPool.Limits(size, WAITING, PATIENCE), opener);
  }

  /** Takes the connection that a request is to run on. */
  Lease take(QueryRequest request, Statement statement) throws EngineError {
    if (statement.isKill()) {
      return lease(control);
    }
    if (request.sessionId().isPresent()) {
      return session(request.sessionId().get(), request);
    }
    boolean isIngest = statement.isInsertWithData() || request.field("workload").equals(INGEST);
    return lease(isIngest ? ingest : queries);
  }

  private Lease session(String id, QueryRequest request) throws EngineError {
    Sessions.Session session = sessions.take(id, request);
    return new Lease(
        session.connection(),
        true,
        clean -> sessions.giveBack(session, clean, request.isOn("close_session")));
  }

  private static Lease lease(ConnectionPool pool) throws EngineError {
    PooledConnection connection = pool.take();
    return new Lease(connection, false, clean -> pool.giveBack(connection, clean));
  }

  RunningQueries running() {
    return running;
  }

  Sessions sessions() {
    return sessions;
  }

  @Override
  public void close() {
    queries.close();
    ingest.close();
    sessions.close();
    control.close();
  }

  /**
   * A connection on loan.
   *
   * @param isSession whether what a statement leaves behind is to stay
   */
  record Lease(PooledConnection connection, boolean isSession, Return way) {

    /** Gives it back; {@code clean} if nothing failed and nothing is left behind. */
    void end(boolean clean) {
      way.giveBack(clean);
    }
  }

  /** Where a connection goes after use. */
  @FunctionalInterface
  interface Return {
    void giveBack(boolean clean);
  }
}
