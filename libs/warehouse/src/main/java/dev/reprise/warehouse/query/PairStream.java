// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.query;

import dev.reprise.traffic.pair.PairId;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.warehouse.filter.SqlParameters;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * All pairs of a selection in total order. Reads ahead twice: first the names of many pairs with
 * their sizes, then the whole pairs between two of those names, as many as fit the bound. So
 * neither side sorts bodies, each body is read once, and a connection is never held while the
 * reader thinks.
 *
 * <p><b>Bounds:</b> {@value #NAMES} names and bodies of {@value #RUN_BYTES} bytes, or one pair
 * alone where it is larger.
 *
 * <p><b>Threads:</b> confined to one that may block.
 */
public final class PairStream implements Iterator<RRPair> {

  static final int NAMES = 50_000;
  static final int RUN_PAIRS = 10_000;
  static final long RUN_BYTES = 16L << 20;

  // What a pair weighs beside its bodies: headers and our own objects.
  private static final long PAIR_BYTES = 1_024;

  private final Warehouse warehouse;
  private final Selection selection;
  private final Instant now;
  private final Deque<Name> names = new ArrayDeque<>();
  private final Deque<RRPair> run = new ArrayDeque<>();
  private @Nullable Name last;
  private boolean allNamed;

  private record Name(long startNanos, PairId id, long bytes) {}

  PairStream(Warehouse warehouse, Selection selection, Instant now) {
    this.warehouse = warehouse;
    this.selection = selection;
    this.now = now;
  }

  @Override
  public boolean hasNext() {
    while (run.isEmpty()) {
      if (names.isEmpty() && !readNames()) {
        return false;
      }
      readRun();
    }
    return true;
  }

  @Override
  public RRPair next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return run.removeFirst();
  }

  private boolean readNames() {
    if (allNamed) {
      return false;
    }
    var parameters = new SqlParameters();
    var where = new StringBuilder(SelectionSql.of(selection, now, parameters));
    if (last != null) {
      where.append(" AND ").append(bound(">", last, parameters));
    }
    var sql =
        """
        SELECT toUnixTimestamp64Nano(start_time), capture_id, sequence,
          least(request_body_bytes + response_body_bytes, 9223372036854775807)
        FROM rrpairs WHERE %s ORDER BY start_time, capture_id, sequence LIMIT %s\
        """
            .formatted(where, NAMES);
    names.addAll(
        warehouse.rows(
            new Statement(sql, parameters),
            row -> new Name(row.int64(), new PairId(row.text(), row.int64()), row.int64())));
    allNamed = names.size() < NAMES;
    return !names.isEmpty();
  }

  private void readRun() {
    var first = names.removeFirst();
    var end = first;
    long bytes = first.bytes() + PAIR_BYTES;
    int pairs = 1;
    while (!names.isEmpty()
        && pairs < RUN_PAIRS
        && (bytes += names.getFirst().bytes() + PAIR_BYTES) <= RUN_BYTES) {
      end = names.removeFirst();
      pairs++;
    }
    last = end;
    var parameters = new SqlParameters();
    var where = SelectionSql.of(selection, now, parameters);
    var sql =
        "SELECT %s FROM rrpairs WHERE %s AND %s AND %s ORDER BY start_time, capture_id, sequence"
            .formatted(
                WholePair.COLUMNS,
                where,
                bound(">=", first, parameters),
                bound("<=", end, parameters));
    run.addAll(warehouse.rows(new Statement(sql, parameters), WholePair::read));
  }

  // start_time by itself prunes what is read; the tuple says the rest.
  private static String bound(String comparison, Name name, SqlParameters parameters) {
    var time = parameters.time(name.startNanos());
    return "start_time %s %s AND (start_time, capture_id, sequence) %s (%s, %s, %s)"
        .formatted(
            comparison.charAt(0) + "=",
            time,
            comparison,
            time,
            parameters.text(name.id().captureId()),
            parameters.number(name.id().sequence()));
  }
}
