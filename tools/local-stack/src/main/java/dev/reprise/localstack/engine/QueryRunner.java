// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Runs one request: reads its statement, decides whether it may run and on which connection, runs
 * it, and answers.
 *
 * <p><b>Threads:</b> thread-safe; each request blocks its worker, which needs a large stack.
 */
final class QueryRunner {

  private static final Logger LOG = System.getLogger(QueryRunner.class.getName());

  private final Connections connections;
  private final Forbidden forbidden;

  QueryRunner(Connections connections, Forbidden forbidden) {
    this.connections = connections;
    this.forbidden = forbidden;
  }

  /** Serves a request, whatever happens. */
  void run(QueryRequest request, RequestBody body, Reply reply) {
    try {
      Incoming incoming = Incoming.read(request, body, forbidden);
      check(request, incoming);
      runOnConnection(request, incoming, reply);
      reply.finish(); // after the connection is free: the client's next request may want it
    } catch (EngineError e) {
      body.abandon();
      reply.fail(e);
    } catch (ClientGoneException e) {
      LOG.log(Level.DEBUG, "A client went before its answer queryId={0}", request.queryId());
      reply.abort();
    } catch (IOException e) {
      body.abandon();
      reply.fail(
          EngineError.of(ErrorCode.CANNOT_DECOMPRESS, "Cannot read the body: " + e.getMessage()));
    } catch (RuntimeException e) { // the edge: whatever it is, the client gets an answer
      LOG.log(Level.ERROR, "A request failed unexpectedly", e);
      body.abandon();
      reply.fail(EngineError.of(ErrorCode.STD_EXCEPTION, String.valueOf(e)));
    } catch (OutOfMemoryError e) { // of this heap, by one large block: the others go on
      body.abandon();
      reply.fail(
          EngineError.of(
              ErrorCode.MEMORY_LIMIT_EXCEEDED,
              "The engine's facade has too little heap for this request: give it more, or send"
                  + " smaller blocks"));
    }
  }

  private void check(QueryRequest request, Incoming incoming) throws EngineError {
    Statement statement = incoming.statement();
    if (!statement.forbidden().isEmpty()) {
      throw EngineError.of(
          ErrorCode.FUNCTION_NOT_ALLOWED,
          "'"
              + statement.forbidden()
              + "' reaches outside of the embedded engine, which is not"
              + " allowed. Send the data with the statement, or use a ClickHouse server");
    }
    for (String setting : request.settings().keySet()) {
      if (forbidden.isSetting(setting)) {
        throw EngineError.of(
            ErrorCode.FUNCTION_NOT_ALLOWED,
            "The setting '" + setting + "' is not allowed in the embedded engine");
      }
    }
    if (!request.field("role").isEmpty()) {
      throw EngineError.of(
          ErrorCode.UNKNOWN_ROLE,
          "There is no role '" + request.field("role") + "': the embedded engine has none");
    }
    if (statement.several()) {
      throw several();
    }
    if (statement.isInsertWithData() && request.isSafe()) {
      throw readOnly();
    }
  }

  private static EngineError several() {
    return EngineError.of(
        ErrorCode.SYNTAX_ERROR,
        "Syntax error (Multi-statements are not allowed): send one statement a request");
  }

  private static EngineError readOnly() {
    return EngineError.of(
        ErrorCode.READONLY,
        "Cannot execute query in readonly mode. For queries over HTTP, method GET implies"
            + " readonly. Use method POST for modifying queries");
  }

  private void runOnConnection(QueryRequest request, Incoming incoming, Reply reply)
      throws EngineError, IOException {
    Connections.Lease lease = connections.take(request, incoming.statement());
    boolean clean = false;
    try {
      connections.running().begin(request.queryId(), lease.connection());
      try {
        runPrepared(request, incoming, reply, lease);
      } finally {
        connections.running().end(request.queryId(), lease.connection());
      }
      clean = lease.isSession() || !incoming.statement().changesConnection();
    } finally {
      lease.end(clean);
    }
  }

  private void runPrepared(
      QueryRequest request, Incoming incoming, Reply reply, Connections.Lease lease)
      throws EngineError, IOException {
    PooledConnection connection = lease.connection();
    Statement statement = incoming.statement();
    connection.prepare(
        request.database().orElse(lease.isSession() ? connection.database() : "default"),
        request.settings());
    if (statement.isInsertWithData()) {
      insert(request, incoming, reply, connection);
      return;
    }
    boolean readsOnly = requireOneStatement(request, incoming.sql(), connection);
    OutputFormat format =
        new OutputFormat(
            statement.format().isEmpty() ? request.defaultFormat() : statement.format());
    reply.format(format);
    if (statement.isKill()) {
      connections
          .running()
          .kill(
              incoming.sql(),
              sql ->
                  whole(
                      new EngineQuery(sql, format.name(), request.parameters()),
                      reply,
                      connection));
      return;
    }
    EngineQuery query = new EngineQuery(incoming.sql(), format.name(), request.parameters());
    if (readsOnly && isStreamed(request, statement, format)) {
      OutputFormat.Joiner joiner = format.joiner();
      connection.engine().stream(
          query, (bytes, progress) -> reply.write(joiner.next(bytes), progress));
    } else {
      whole(query, reply, connection);
    }
  }

  private static boolean isStreamed(
      QueryRequest request, Statement statement, OutputFormat format) {
    return statement.isSelect()
        && format.isStreamed()
        && !statement.hasTotals()
        && !request.isOn("extremes")
        && !request.isOn("wait_end_of_query");
  }

  private static void whole(EngineQuery query, Reply reply, PooledConnection connection)
      throws EngineError, IOException {
    try (EngineResult result = connection.engine().query(query)) {
      reply.write(result.bytes(), result.progress());
    }
  }

  private static void insert(
      QueryRequest request, Incoming incoming, Reply reply, PooledConnection connection)
      throws EngineError, IOException {
    EngineQuery head =
        new EngineQuery(incoming.sql(), incoming.statement().format(), request.parameters());
    reply.note(connection.engine().insert(head, incoming.data()));
    reply.format(new OutputFormat(request.defaultFormat()));
  }

  /** Whether the one statement only reads. */
  private static boolean requireOneStatement(
      QueryRequest request, String sql, PooledConnection connection) throws EngineError {
    NativeConnection.Analysis analysis = connection.engine().classify(sql);
    if (analysis.statements() > 1) {
      throw several();
    }
    if (request.isSafe() && analysis.statements() == 1 && !analysis.isReadOnly()) {
      throw readOnly();
    }
    return analysis.isReadOnly();
  }
}
