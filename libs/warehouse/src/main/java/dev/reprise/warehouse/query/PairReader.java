// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.query;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.warehouse.filter.SqlParameters;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads pairs: pages of summaries, one whole pair, all pairs of a selection in total order.
 *
 * <p><b>Threads:</b> any that may block.
 */
public final class PairReader {

  /** The largest page. */
  public static final int MAX_PAGE = 1_000;

  /** The page of those who do not say. */
  public static final int DEFAULT_PAGE = 50;

  private final Warehouse warehouse;
  private final Clock clock;

  /**
   * @param clock says what a filter's {@code now} means
   */
  public PairReader(Warehouse warehouse, Clock clock) {
    this.warehouse = warehouse;
    this.clock = clock;
  }

  /**
   * A page, newest first; of equal start times, lower capture ids and sequences first.
   *
   * @param pairs what is on it
   * @param next where the next one begins; null on the last page. Read it through {@link
   *     #nextCursor}
   */
  public record Page(List<PairSummary> pairs, @Nullable PairCursor next) {

    /** Copies the list. */
    public Page {
      pairs = List.copyOf(pairs);
    }

    /** Where the next page begins, if there is one. */
    public Optional<PairCursor> nextCursor() {
      return Optional.ofNullable(next);
    }
  }

  /**
   * How many pairs a selection has, and what is known to be missing from it.
   *
   * @param pairs how many there are
   * @param gaps how many gaps lie in its times and services
   * @param droppedPairs how many pairs those gaps swallowed
   */
  public record Count(long pairs, long gaps, long droppedPairs) {}

  /**
   * A page of a selection.
   *
   * @param size 1 to {@link #MAX_PAGE}; 0 for {@link #DEFAULT_PAGE}
   * @param after where the page before ended; null for the first
   * @throws AppException of code PAGE_SIZE_INVALID
   */
  public Page page(Selection selection, int size, @Nullable PairCursor after) {
    int rows = size == 0 ? DEFAULT_PAGE : size;
    if (rows < 1 || rows > MAX_PAGE) {
      throw new AppException(
          ErrorKind.USER,
          "PAGE_SIZE_INVALID",
          "A page cannot have " + size + " pairs; it has 1 to " + MAX_PAGE + ".",
          "Ask for more pages instead.");
    }
    var found = warehouse.rows(pageStatement(selection, rows + 1, after), PairSummary::read);
    return found.size() <= rows
        ? new Page(found, null)
        : new Page(found.subList(0, rows), found.get(rows - 1).cursor());
  }

  private Statement pageStatement(Selection selection, int rows, @Nullable PairCursor after) {
    var parameters = new SqlParameters();
    var where = condition(selection, after, parameters);
    var sql =
        "SELECT %s FROM rrpairs WHERE %s%s ORDER BY start_time DESC, capture_id, sequence LIMIT %s"
            .formatted(
                PairSummary.COLUMNS,
                where,
                TextScan.isNeededBy(selection.filter()) ? "" : newest(where, rows),
                rows);
    return new Statement(sql, parameters);
  }

  // So that the columns of the list are read of few pairs, and only the filter's of all.
  private static String newest(String where, int rows) {
    return """
     AND start_time >= (SELECT min(start_time) FROM
      (SELECT start_time FROM rrpairs WHERE %s ORDER BY start_time DESC LIMIT %d))\
    """
        .formatted(where, rows);
  }

  /** Which rows are of a selection, and after a place in it. */
  String condition(Selection selection, @Nullable PairCursor after, SqlParameters parameters) {
    var where = SelectionSql.of(selection, clock.instant(), parameters);
    return after == null ? where : where + " AND " + comesAfter(after, parameters);
  }

  // The first half alone would do, but only start_time by itself prunes what is read.
  private static String comesAfter(PairCursor cursor, SqlParameters parameters) {
    var time = parameters.time(cursor.startNanos());
    return "start_time <= %s AND (start_time < %s OR (capture_id, sequence) > (%s, %s))"
        .formatted(
            time,
            time,
            parameters.text(cursor.id().captureId()),
            parameters.number(cursor.id().sequence()));
  }

  /** One pair as it was on the wire. */
  public Optional<RRPair> pair(PairId id) {
    var parameters = new SqlParameters();
    var sql =
        "SELECT %s FROM rrpairs WHERE capture_id = %s AND sequence = %s LIMIT 1"
            .formatted(
                WholePair.COLUMNS,
                parameters.text(id.captureId()),
                parameters.number(id.sequence()));
    return warehouse.row(new Statement(sql, parameters), WholePair::read);
  }

  /**
   * All pairs of a selection by start time, capture id and sequence, read as they are asked for.
   *
   * <p><b>Bounds:</b> a few thousand pairs, or one whose bodies are larger, are in memory at a
   * time.
   */
  public PairStream stream(Selection selection) {
    return new PairStream(warehouse, selection, clock.instant());
  }

  /** How far the warehouse has been filled. */
  public Watermark watermark() {
    var sql =
        "SELECT log_partition, max(log_offset) FROM watermarks GROUP BY log_partition LIMIT 100000";
    Map<Integer, Long> offsets = new HashMap<>();
    warehouse.rows(
        new Statement(sql, new SqlParameters()), row -> offsets.put(row.int32(), row.int64()));
    return new Watermark(offsets);
  }

  /** Counts a selection. */
  public Count count(Selection selection) {
    var parameters = new SqlParameters();
    var sql =
        "SELECT count(), groupUniqArray(1000)(toString(service)) FROM rrpairs WHERE "
            + SelectionSql.of(selection, clock.instant(), parameters);
    record Found(long pairs, List<String> services) {}
    var found =
        warehouse
            .row(new Statement(sql, parameters), row -> new Found(row.int64(), row.texts()))
            .orElse(new Found(0, List.of()));
    return gaps(selection, found.services(), found.pairs());
  }

  private Count gaps(Selection selection, List<String> services, long pairs) {
    if (services.isEmpty()) {
      return new Count(pairs, 0, 0);
    }
    var parameters = new SqlParameters();
    var where = new StringBuilder("service IN (");
    where.append(String.join(", ", services.stream().map(parameters::text).toList())).append(')');
    if (selection.fromNanos() != 0) {
      where.append(" AND to_time >= ").append(parameters.time(selection.fromNanos()));
    }
    if (selection.toNanos() != 0) {
      where.append(" AND from_time < ").append(parameters.time(selection.toNanos()));
    }
    selection
        .watermark()
        .map(watermark -> SelectionSql.atOrUnder(watermark, parameters))
        .ifPresent(bound -> where.append(" AND ").append(bound));
    var sql = "SELECT count(), sum(dropped_pairs) FROM gaps WHERE " + where;
    return warehouse
        .row(new Statement(sql, parameters), row -> new Count(pairs, row.int64(), row.int64()))
        .orElse(new Count(pairs, 0, 0));
  }
}
