// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.query;

import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.warehouse.filter.SqlParameters;
import dev.reprise.warehouse.query.Kinship.Neighbour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the outbound calls that belong to an inbound pair, and the inbound pair that an outbound
 * call belongs to.
 *
 * <p><b>Bounds:</b> {@value #MAX_ROWS} pairs around the time of the pair; requests that were open
 * for longer than five minutes are not seen.
 *
 * <p><b>Threads:</b> any that may block.
 */
public final class PairKin {

  static final int MAX_ROWS = 1_000;

  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final Warehouse warehouse;

  /** Reads from there. */
  public PairKin(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /**
   * A pair that belongs to another.
   *
   * @param isExact whether it is known by an id that was passed on, and not only likely
   * @param candidates of how many inbound pairs the outbound call may have been made
   */
  public record Relative(PairSummary pair, boolean isExact, int candidates) {}

  /**
   * What belongs to a pair.
   *
   * @param cause of an outbound pair, the inbound one it was made for; null where none is known.
   *     Read it through {@link #causeOf}
   * @param calls of an inbound pair, the outbound ones made for it, in order
   * @param isComplete false when there was too much traffic at the time to look at all of it
   */
  public record Family(@Nullable Relative cause, List<Relative> calls, boolean isComplete) {

    /** Copies the list. */
    public Family {
      calls = List.copyOf(calls);
    }

    /** The inbound pair that an outbound one was made for. */
    public Optional<Relative> causeOf() {
      return Optional.ofNullable(cause);
    }
  }

  /** What belongs to a pair. */
  public Family of(RRPair pair) {
    var neighbours = neighbours(pair);
    boolean isComplete = neighbours.size() <= MAX_ROWS;
    var kinship = new Kinship(neighbours);
    return switch (pair.direction()) {
      case IN -> new Family(null, calls(pair.id(), neighbours, kinship), isComplete);
      case OUT -> new Family(cause(pair.id(), neighbours, kinship), List.of(), isComplete);
    };
  }

  private static List<Relative> calls(PairId request, List<Neighbour> neighbours, Kinship kinship) {
    var calls = new ArrayList<Relative>();
    for (Neighbour neighbour : neighbours) {
      if (neighbour.pair().direction() == Direction.OUT) {
        var causes = kinship.causesOf(neighbour);
        if (causes.requests().stream().anyMatch(cause -> cause.pair().id().equals(request))) {
          calls.add(new Relative(neighbour.pair(), causes.isExact(), causes.requests().size()));
        }
      }
    }
    return calls;
  }

  private static @Nullable Relative cause(
      PairId call, List<Neighbour> neighbours, Kinship kinship) {
    for (Neighbour neighbour : neighbours) {
      if (neighbour.pair().id().equals(call)) {
        var causes = kinship.causesOf(neighbour);
        return causes.requests().isEmpty()
            ? null
            : new Relative(
                causes.requests().getFirst().pair(), causes.isExact(), causes.requests().size());
      }
    }
    return null;
  }

  /** Calls that began while the pair was open, and requests that were open with it. */
  private List<Neighbour> neighbours(RRPair pair) {
    var parameters = new SqlParameters();
    long start = pair.timing().startNanos();
    boolean isCall = pair.direction() == Direction.OUT;
    long seen = pair.timing().responseEndNanos();
    long end = isCall ? start : seen == 0 ? start + LONGEST.toNanos() : seen;
    var from = parameters.time(start);
    var sql =
        """
        SELECT %s, request_header_names, request_header_values FROM rrpairs
        WHERE service = %s AND replay_id = %s AND start_time >= %s AND start_time <= %s
          AND if(direction = 'IN', NOT has_response OR addNanoseconds(start_time, duration_nanos) >= %s,
            start_time >= %s)
        ORDER BY start_time, capture_id, sequence LIMIT %d\
        """
            .formatted(
                PairSummary.COLUMNS,
                parameters.text(pair.origin().service()),
                parameters.text(pair.origin().replayId()),
                parameters.time(start - LONGEST.toNanos()),
                parameters.time(end),
                from,
                from,
                MAX_ROWS + 1);
    return warehouse.rows(
        new Statement(sql, parameters),
        row -> new Neighbour(PairSummary.read(row), WholePair.headers(row)));
  }
}
