// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.query;

import dev.reprise.traffic.pair.PairId;
import dev.reprise.warehouse.filter.SqlParameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks for pairs a piece at a time, newest first. Where bodies or headers have to be read for it,
 * a piece ends when its time is over, however little it found: so whoever waits learns how far it
 * is, has what was found until then, and may stop by asking no further.
 *
 * <p><b>Bounds:</b> a piece takes about {@link #PATIENCE}, and what the last of its windows needs
 * longer: a piece begins with a window of {@value #WINDOW} pairs, since bodies may be large, and
 * each further one has four times as many.
 *
 * <p><b>Threads:</b> any that may block.
 */
public final class PairSearch {

  static final Duration PATIENCE = Duration.ofMillis(250);

  static final int WINDOW = 50_000;

  private static final int GROWTH = 4;

  private final Warehouse warehouse;
  private final PairReader reader;
  private final int windowPairs;

  /** Asks nothing yet. */
  public PairSearch(Warehouse warehouse, PairReader reader) {
    this(warehouse, reader, WINDOW);
  }

  PairSearch(Warehouse warehouse, PairReader reader, int windowPairs) {
    this.warehouse = warehouse;
    this.reader = reader;
    this.windowPairs = windowPairs;
  }

  /**
   * A piece of what was looked for.
   *
   * @param page what was found; it may have fewer pairs than asked for though another one follows
   * @param reach how far it has come; null where nothing had to be read. Read it through {@link
   *     #progress}
   */
  public record Piece(PairReader.Page page, @Nullable Progress reach) {

    /** How far it has come, where bodies or headers had to be read. */
    public Optional<Progress> progress() {
      return Optional.ofNullable(reach);
    }
  }

  /**
   * How far a search has come.
   *
   * @param looked how many pairs this piece looked at
   * @param left how many pairs have not been looked at yet
   */
  public record Progress(long looked, long left) {}

  /**
   * The next piece.
   *
   * @param size the most pairs it may have, 1 to {@link PairReader#MAX_PAGE}
   * @param after where the piece before ended; null for the first
   */
  public Piece next(Selection selection, int size, @Nullable PairCursor after) {
    if (!TextScan.isNeededBy(selection.filter())) {
      return new Piece(reader.page(selection, size, after), null);
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    var found = new ArrayList<PairSummary>();
    long looked = 0;
    @Nullable PairCursor place = after;
    for (long most = windowPairs; ; most *= GROWTH) {
      var window = window(selection, place, most);
      var page =
          reader.page(
              selection.between(window.fromNanos(), selection.toNanos()),
              size - found.size(),
              place);
      found.addAll(page.pairs());
      if (page.next() != null) { // full before the window was at its end
        return piece(found, page.next(), looked, window.pairs() + window.left());
      }
      looked += window.pairs();
      if (window.left() == 0) {
        return piece(found, null, looked, 0);
      }
      place = before(window.fromNanos());
      if (found.size() == size || System.nanoTime() - end >= 0) {
        return piece(found, place, looked, window.left());
      }
    }
  }

  private static Piece piece(
      List<PairSummary> found, @Nullable PairCursor next, long looked, long left) {
    return new Piece(new PairReader.Page(found, next), new Progress(looked, left));
  }

  /** The place before everything that began earlier than this; no capture is called so. */
  private static PairCursor before(long nanos) {
    return new PairCursor(nanos - 1, new PairId(" ", 1));
  }

  /**
   * The newest pairs under a place that may be what is looked for.
   *
   * @param fromNanos when the oldest of them began
   * @param pairs how many there are
   * @param left how many there are besides
   */
  private record Window(long fromNanos, long pairs, long left) {}

  private Window window(Selection selection, @Nullable PairCursor after, long most) {
    var parameters = new SqlParameters();
    var candidates = selection.withFilter(TextScan.without(selection.filter()));
    var where = reader.condition(candidates, after, parameters);
    var sql =
        """
        WITH assumeNotNull((SELECT min(start_time) FROM
          (SELECT start_time FROM rrpairs WHERE %s ORDER BY start_time DESC LIMIT %d))) AS oldest
        SELECT toUnixTimestamp64Nano(oldest), countIf(start_time >= oldest), countIf(start_time < oldest)
        FROM rrpairs WHERE %s\
        """
            .formatted(where, most, where);
    return warehouse
        .row(
            new Statement(sql, parameters),
            row -> new Window(row.int64(), row.int64(), row.int64()))
        .orElseThrow(() -> new IllegalStateException("an aggregate has a row"));
  }
}
