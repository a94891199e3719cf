// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.query;

import dev.reprise.warehouse.filter.SqlParameters;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Follows a selection: each look gives the pairs that were stored since the last one, as far as the
 * watermark has come, each once.
 *
 * <p><b>Bounds:</b> {@value #MAX_ROWS} pairs a look; what is beyond is skipped and counted, so that
 * a slow reader sees the newest. Pairs that began more than an hour before the tail did are not
 * looked for.
 *
 * <p><b>Threads:</b> confined to one that may block.
 */
public final class PairTail {

  static final int MAX_ROWS = 500;

  private static final Duration LATENESS = Duration.ofHours(1);

  private final PairReader reader;
  private final Warehouse warehouse;
  private final Selection selection;
  private final Clock clock;
  private Watermark seen;

  /**
   * Starts at what is stored now.
   *
   * @param selection its times are not looked at
   */
  public PairTail(PairReader reader, Warehouse warehouse, Selection selection, Clock clock) {
    this.reader = reader;
    this.warehouse = warehouse;
    this.clock = clock;
    this.selection = selection.between(nanos(clock.instant().minus(LATENESS)), 0);
    this.seen = reader.watermark();
  }

  /**
   * What one look found.
   *
   * @param pairs in the order they began
   * @param skipped how many more there were
   */
  public record Look(List<PairSummary> pairs, long skipped) {

    /** Copies the list. */
    public Look {
      pairs = List.copyOf(pairs);
    }
  }

  /** The pairs since the last look. */
  public Look next() {
    var now = reader.watermark();
    if (now.equalsOrPrecedes(seen)) {
      return new Look(List.of(), 0);
    }
    var parameters = new SqlParameters();
    var where = SelectionSql.of(selection.at(now), clock.instant(), parameters);
    var sql =
        "SELECT %s, count() OVER () FROM rrpairs WHERE %s AND %s ORDER BY start_time DESC LIMIT %s"
            .formatted(PairSummary.COLUMNS, where, isNew(parameters), MAX_ROWS);
    record Found(PairSummary pair, long all) {}
    var found =
        warehouse.rows(
            new Statement(sql, parameters), row -> new Found(PairSummary.read(row), row.int64()));
    seen = now;
    var pairs = new ArrayList<>(found.stream().map(Found::pair).toList().reversed());
    return new Look(pairs, found.isEmpty() ? 0 : found.getFirst().all() - found.size());
  }

  private String isNew(SqlParameters parameters) {
    return seen.offsets().isEmpty() ? "true" : "NOT " + SelectionSql.atOrUnder(seen, parameters);
  }

  private static long nanos(Instant instant) {
    return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
  }
}
