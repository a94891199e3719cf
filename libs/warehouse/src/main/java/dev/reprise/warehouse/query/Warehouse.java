// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.query;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import dev.reprise.warehouse.WarehouseClient;
import dev.reprise.warehouse.WarehouseException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Asks the warehouse questions, each within bounds.
 *
 * <p><b>Bounds:</b> {@link QueryLimits}: so many at once, then callers wait, then they are refused
 * as overload; time and memory of each are the server's to enforce. Answers are held in memory
 * whole: whoever asks for bodies asks for a bounded number of them.
 *
 * <p><b>Threads:</b> any that may block. An interrupted thread's question is killed on the server.
 */
public final class Warehouse {

  private static final int TIMEOUT_EXCEEDED = 159;
  private static final int MEMORY_LIMIT_EXCEEDED = 241;
  private static final int UNKNOWN_TABLE = 60;
  private static final int UNKNOWN_DATABASE = 81;
  private static final int QUERY_WAS_CANCELLED = 394;

  private final WarehouseClient client;
  private final QueryLimits limits;
  private final Semaphore turns;

  /**
   * @param client stays the caller's to close; it should wait longer than {@link QueryLimits#time}
   */
  public Warehouse(WarehouseClient client, QueryLimits limits) {
    this.client = client;
    this.limits = limits;
    this.turns = new Semaphore(limits.concurrent(), true);
  }

  /** Reads one row off the stream. */
  interface RowReader<T> {
    T read(RowBinary row) throws IOException;
  }

  /**
   * All rows of the answer.
   *
   * @throws AppException if there is no answer, or not within bounds
   */
  <T> List<T> rows(Statement statement, RowReader<T> reader) {
    takeTurn();
    var queryId = UUID.randomUUID().toString();
    try {
      return read(statement, queryId, reader);
    } catch (WarehouseException e) {
      if (Thread.currentThread().isInterrupted()) {
        kill(queryId);
      }
      throw explained(e);
    } finally {
      turns.release();
    }
  }

  /** The only row of an answer that has at most one. */
  <T> Optional<T> row(Statement statement, RowReader<T> reader) {
    return rows(statement, reader).stream().findFirst();
  }

  private <T> List<T> read(Statement statement, String queryId, RowReader<T> reader) {
    var sql = statement.sql() + "\nFORMAT RowBinary";
    var rows = new ArrayList<T>();
    try (var row =
        new RowBinary(client.open(sql, statement.parameters().values(), settings(queryId)))) {
      while (row.hasNext()) {
        rows.add(reader.read(row));
      }
      return rows;
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private Map<String, String> settings(String queryId) {
    return Map.of(
        "query_id",
        queryId,
        "max_execution_time",
        Long.toString(Math.max(1, limits.time().toSeconds())),
        "max_memory_usage",
        Long.toString(limits.memoryBytes()),
        // A failure then comes as a status, not in the middle of rows.
        "wait_end_of_query",
        "1");
  }

  private void takeTurn() {
    try {
      if (turns.tryAcquire(limits.patience().toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new AppException(
        ErrorKind.OVERLOAD,
        "QUERIES_TOO_MANY",
        "The question was not asked: %d others were running, and none ended within %d s."
            .formatted(limits.concurrent(), limits.patience().toSeconds()),
        "Ask again later, or raise reprise.warehouse.max-queries.");
  }

  private void kill(String queryId) {
    // The flag would break the request that cleans up; it is set again for the caller.
    boolean interrupted = Thread.interrupted();
    try {
      client.run("KILL QUERY WHERE query_id = {id:String} ASYNC", Map.of("id", queryId));
    } catch (WarehouseException _) {
      // It may have ended by itself; its own time limit ends it otherwise.
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private AppException explained(WarehouseException e) {
    return switch (e.serverCode()) {
      case TIMEOUT_EXCEEDED ->
          failure(
              e,
              ErrorKind.OVERLOAD,
              "QUERY_TOO_SLOW",
              "The question took longer than " + limits.time().toSeconds() + " s.",
              "Narrow the time range or the filter.");
      case MEMORY_LIMIT_EXCEEDED ->
          failure(
              e,
              ErrorKind.OVERLOAD,
              "QUERY_TOO_LARGE",
              "The question needed more than " + (limits.memoryBytes() >> 20) + " MiB.",
              "Narrow the time range or the filter.");
      case UNKNOWN_TABLE, UNKNOWN_DATABASE ->
          failure(
              e,
              ErrorKind.UPSTREAM,
              "WAREHOUSE_EMPTY",
              "The warehouse has no tables of ours yet.",
              "Start ingest-service: it makes them.");
      case QUERY_WAS_CANCELLED ->
          failure(e, ErrorKind.UPSTREAM, "QUERY_CANCELLED", "The question was taken back.", "");
      default -> e;
    };
  }

  private static AppException failure(
      Throwable cause, ErrorKind kind, String code, String message, String remedy) {
    return new AppException(kind, code, message, remedy, Map.of(), cause);
  }

  private static AppException broken(IOException e) {
    return failure(
        e,
        ErrorKind.UPSTREAM,
        "WAREHOUSE_BROKE_OFF",
        "The warehouse broke off its answer: " + e.getMessage() + ".",
        "Ask again; see the warehouse's log if it stays so.");
  }
}
