// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Connections that belong to a client's session, with its settings and temporary tables.
 *
 * <p><b>Threads:</b> thread-safe; a session serves one request at a time.
 *
 * <p><b>Bounds:</b> at most {@value #MOST} sessions; one that was idle for as long as its client
 * said is closed.
 */
final class Sessions implements AutoCloseable {

  private static final int MOST = 32;
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration USUAL = Duration.ofMinutes(1);

  private final Map<String, Session> sessions = new HashMap<>();
  private final Supplier<PooledConnection> opener;

  Sessions(Supplier<PooledConnection> opener) {
    this.opener = opener;
  }

  /**
   * Takes a session's connection, which must be given back.
   *
   * @throws EngineError if the session is in use, if there are too many, or if it must exist and
   *     does not
   */
  synchronized Session take(String id, QueryRequest request) throws EngineError {
    expire();
    Session session = sessions.get(id);
    if (session == null) {
      session = create(id, request);
    }
    if (session.busy) {
      throw EngineError.of(
          ErrorCode.SESSION_IS_LOCKED, "Session " + id + " is locked by a concurrent client");
    }
    session.busy = true;
    session.timeoutNanos = timeout(request).toNanos();
    return session;
  }

  private Session create(String id, QueryRequest request) throws EngineError {
    if (request.isOn("session_check")) {
      throw EngineError.of(ErrorCode.SESSION_NOT_FOUND, "Session " + id + " not found");
    }
    if (sessions.size() >= MOST) {
      throw EngineError.of(
          ErrorCode.TOO_MANY_SIMULTANEOUS_QUERIES,
          "There are " + MOST + " sessions already. Let some end, or use no session");
    }
    Session session = new Session(id, opener.get());
    sessions.put(id, session);
    return session;
  }

  private static Duration timeout(QueryRequest request) throws EngineError {
    String seconds = request.field("session_timeout");
    if (seconds.isEmpty()) {
      return USUAL;
    }
    try {
      Duration wanted = Duration.ofSeconds(Long.parseUnsignedLong(seconds));
      return wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted;
    } catch (NumberFormatException e) {
      throw EngineError.of(ErrorCode.BAD_ARGUMENTS, "Invalid session timeout: '" + seconds + "'");
    }
  }

  /**
   * Gives a session back.
   *
   * @param clean whether its statement succeeded; otherwise it goes on only if no output of the
   *     failed statement is left on its connection
   */
  void giveBack(Session session, boolean clean, boolean last) {
    boolean keep = !last && (clean || isClean(session.connection));
    synchronized (this) {
      session.busy = false;
      session.idleSinceNanos = System.nanoTime();
      if (!keep) {
        sessions.remove(session.id, session);
      }
    }
    if (!keep) {
      session.connection.close();
    }
  }

  /** The engine puts leftovers in front of the next result: so ask something, and look. */
  private static boolean isClean(PooledConnection connection) {
    String echo = UUID.randomUUID().toString();
    String question = "SELECT '" + echo + "'";
    try {
      String _ = connection.engine().ask(question);
      return connection.engine().ask(question).equals(echo);
    } catch (EngineError e) {
      return false;
    }
  }

  /** Closes what has been idle for too long. */
  synchronized void expire() {
    long now = System.nanoTime();
    Iterator<Session> all = sessions.values().iterator();
    while (all.hasNext()) {
      Session session = all.next();
      if (!session.busy && now - session.idleSinceNanos > session.timeoutNanos) {
        all.remove();
        session.connection.close();
      }
    }
  }

  /** Closes what is idle. */
  @Override
  public synchronized void close() {
    sessions.values().removeIf(session -> session.busy);
    sessions.values().forEach(session -> session.connection.close());
    sessions.clear();
  }

  /** One session; its fields are guarded by the sessions' lock. */
  static final class Session {
    private final String id;
    private final PooledConnection connection;
    private boolean busy;
    private long timeoutNanos;
    private long idleSinceNanos;

    Session(String id, PooledConnection connection) {
      this.id = id;
      this.connection = connection;
    }

    PooledConnection connection() {
      return connection;
    }
  }
}
