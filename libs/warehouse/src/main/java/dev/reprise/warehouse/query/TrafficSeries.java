// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.query;

import dev.reprise.warehouse.filter.SqlParameters;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Traffic over time: how much there was, how it ended and how long it took, in steps of one length.
 *
 * <p><b>Bounds:</b> {@value #MAX_STEPS} steps, of which only those with pairs are rows.
 *
 * <p><b>Threads:</b> any that may block.
 */
public final class TrafficSeries {

  /** The most steps a series may have. */
  public static final int MAX_STEPS = 1_000;

  private static final NavigableSet<Long> STEPS = steps();

  private final Warehouse warehouse;
  private final Clock clock;

  /**
   * @param clock says what a filter's {@code now} means
   */
  public TrafficSeries(Warehouse warehouse, Clock clock) {
    this.warehouse = warehouse;
    this.clock = clock;
  }

  /**
   * Where steps lie: at multiples of their length since the epoch, so that they stay where they are
   * when a selection grows at its end.
   *
   * @param fromNanos where the first begins
   * @param toNanos where the last ends
   * @param stepNanos length of each
   */
  public record Grid(long fromNanos, long toNanos, long stepNanos) {

    /** The shortest usual length with which so many steps cover the time. */
    static Grid over(long fromNanos, long toNanos, int steps) {
      long span = Math.max(1, toNanos - fromNanos);
      var usual = STEPS.ceiling(Math.ceilDiv(span, steps));
      long step = usual == null ? STEPS.last() : usual;
      return new Grid(
          Math.floorDiv(fromNanos, step) * step, Math.ceilDiv(toNanos, step) * step, step);
    }
  }

  /**
   * How much there was in one step.
   *
   * @param startNanos when the step begins
   * @param inbound pairs to services
   * @param outbound pairs from services
   * @param statuses how they ended
   */
  public record Amount(long startNanos, long inbound, long outbound, StatusMix statuses) {}

  /**
   * How pairs ended.
   *
   * @param success status under 300
   * @param redirect status 300 to 399
   * @param clientError status 400 to 499
   * @param serverError status 500 or above
   * @param unanswered no response was seen
   */
  public record StatusMix(
      long success, long redirect, long clientError, long serverError, long unanswered) {}

  /**
   * How long responses took that were asked for in one step.
   *
   * @param startNanos when the step begins
   * @param latency of the responses
   */
  public record Pace(long startNanos, Latency latency) {}

  /**
   * Where steps lie for a selection; its own ends where it has them, else where its pairs begin and
   * end.
   *
   * @param steps about how many; 1 to {@link #MAX_STEPS}
   * @return empty when an end is open and there are no pairs
   */
  public Optional<Grid> grid(Selection selection, int steps) {
    if (selection.fromNanos() != 0 && selection.toNanos() != 0) {
      return Optional.of(Grid.over(selection.fromNanos(), selection.toNanos(), steps));
    }
    return extent(selection)
        .map(found ->
            Grid.over(
                selection.fromNanos() == 0 ? found.fromNanos() : selection.fromNanos(),
                selection.toNanos() == 0 ? found.toNanos() : selection.toNanos(),
                steps));
  }

  private record Extent(long fromNanos, long toNanos, long pairs) {}

  private Optional<Extent> extent(Selection selection) {
    var parameters = new SqlParameters();
    var sql =
        """
        SELECT toUnixTimestamp64Nano(min(start_time)), toUnixTimestamp64Nano(max(start_time)) + 1, count()
        FROM rrpairs WHERE %s\
        """
            .formatted(SelectionSql.of(selection, clock.instant(), parameters));
    return warehouse
        .row(
            new Statement(sql, parameters),
            row -> new Extent(row.int64(), row.int64(), row.int64()))
        .filter(extent -> extent.pairs() > 0);
  }

  /** How much there was in each step that had any, in order. */
  public List<Amount> amounts(Selection selection, Grid grid) {
    return ask(
        """
        SELECT %s AS step, countIf(direction = 'IN'), countIf(direction = 'OUT'),
          countIf(has_response AND status < 300), countIf(has_response AND status BETWEEN 300 AND 399),
          countIf(has_response AND status BETWEEN 400 AND 499), countIf(has_response AND status >= 500),
          countIf(NOT has_response)
        FROM rrpairs WHERE %s GROUP BY step ORDER BY step LIMIT %d\
        """,
        selection,
        grid,
        row ->
            new Amount(
                row.int64(),
                row.int64(),
                row.int64(),
                new StatusMix(row.int64(), row.int64(), row.int64(), row.int64(), row.int64())));
  }

  /** How long responses took in each step that had any, in order. */
  public List<Pace> paces(Selection selection, Grid grid) {
    return ask(
        "SELECT %s AS step, "
            + Latency.COLUMN
            + " FROM rrpairs WHERE %s AND has_response GROUP BY step ORDER BY step LIMIT %d",
        selection,
        grid,
        row -> new Pace(row.int64(), Latency.read(row)));
  }

  private <T> List<T> ask(
      String sql, Selection selection, Grid grid, Warehouse.RowReader<T> reader) {
    var parameters = new SqlParameters();
    var step = parameters.number(grid.stepNanos());
    var start = "toInt64(intDiv(toUnixTimestamp64Nano(start_time), %s) * %s)".formatted(step, step);
    var where = SelectionSql.of(selection, clock.instant(), parameters);
    return warehouse.rows(
        new Statement(sql.formatted(start, where, MAX_STEPS + 1), parameters), reader);
  }

  /** 1, 2, 5, 10, ... ms; then the lengths that clocks have. */
  private static NavigableSet<Long> steps() {
    var steps = new TreeSet<Long>();
    for (long millis : new long[] {1, 2, 5, 10, 20, 50, 100, 200, 500}) {
      steps.add(TimeUnit.MILLISECONDS.toNanos(millis));
    }
    for (long seconds : new long[] {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800}) {
      steps.add(TimeUnit.SECONDS.toNanos(seconds));
    }
    for (long hours : new long[] {1, 2, 3, 6, 12, 24, 48, 7 * 24, 28 * 24, 364 * 24}) {
      steps.add(Duration.ofHours(hours).toNanos());
    }
    return steps;
  }
}
