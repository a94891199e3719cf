// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.query;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import dev.reprise.warehouse.WarehouseAddress;
import dev.reprise.warehouse.WarehouseException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Asks the warehouse questions, each within bounds.
 *
 * <p><b>Bounds:</b> {@link QueryLimits}: so many at once, then callers wait, then they are refused
 * as overload; time and memory of each are the server's to enforce. Answers are held in memory
 * whole: whoever asks for bodies asks for a bounded number of them.
 *
 * <p><b>Threads:</b> virtual ones; an interrupted thread's question is killed on the server.
 */
public final class Warehouse implements AutoCloseable {

  private static final int TIMEOUT_EXCEEDED = 159;
  private static final int MEMORY_LIMIT_EXCEEDED = 241;
  private static final int UNKNOWN_TABLE = 60;
  private static final int UNKNOWN_DATABASE = 81;
  private static final int QUERY_WAS_CANCELLED = 394;

  private final Driver driver;
  private final QueryLimits limits;
  private final Semaphore turns;

  /** Does not ask anything yet: the warehouse need not be there. */
  public Warehouse(WarehouseAddress address, QueryLimits limits) {
    this.driver = new Driver(address, limits);
    this.limits = limits;
    this.turns = new Semaphore(limits.concurrent(), true);
  }

  /** Reads one row. */
  interface RowReader<T> {
    T read(Row row) throws SQLException;
  }

  /**
   * All rows of the answer.
   *
   * @throws AppException if there is no answer, or not within bounds
   */
  <T> List<T> rows(Statement statement, RowReader<T> reader) {
    takeTurn();
    try {
      return driver.rows(statement, reader);
    } catch (WarehouseException e) {
      throw explained(e);
    } finally {
      turns.release();
    }
  }

  /** The only row of an answer that has at most one. */
  <T> Optional<T> row(Statement statement, RowReader<T> reader) {
    return rows(statement, reader).stream().findFirst();
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

  @Override
  public void close() {
    driver.close();
  }
}
