// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.query;

import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.TraceContext;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Tells which outbound calls a service made for which inbound request: exactly where an id is
 * passed on, else by who was open at the time.
 *
 * <p><b>Threads:</b> immutable.
 */
final class Kinship {

  private final List<Neighbour> inbound;

  /**
   * @param neighbours pairs of one service around the same time
   */
  Kinship(List<Neighbour> neighbours) {
    this.inbound =
        neighbours.stream().filter(one -> one.pair().direction() == Direction.IN).toList();
  }

  /** A pair with the headers of its request. */
  record Neighbour(PairSummary pair, Headers headers) {

    boolean isOpenAt(long nanos) {
      return pair.startNanos() <= nanos
          && (pair.status() == 0 || nanos <= pair.startNanos() + pair.durationNanos());
    }

    /** Whether both carry an id of one kind, and it is the same. */
    boolean sharesAnIdWith(Neighbour other) {
      return isSame(TraceContext.traceId(headers), TraceContext.traceId(other.headers))
          || isSame(TraceContext.requestId(headers), TraceContext.requestId(other.headers));
    }

    /** Whether both carry a trace id, and they differ. */
    boolean isOfAnotherTraceThan(Neighbour other) {
      var own = TraceContext.traceId(headers);
      var others = TraceContext.traceId(other.headers);
      return own.isPresent() && others.isPresent() && !own.equals(others);
    }

    private static boolean isSame(Optional<String> one, Optional<String> other) {
      return one.isPresent() && one.equals(other);
    }
  }

  /**
   * The requests a call may have been made for, the last that began first.
   *
   * @param isExact whether it is known, and not only likely
   */
  record Candidates(List<Neighbour> requests, boolean isExact) {}

  /** Whom a call was made for. */
  Candidates causesOf(Neighbour call) {
    var open =
        inbound.stream()
            .filter(request -> request.isOpenAt(call.pair().startNanos()))
            .sorted(
                Comparator.comparingLong((Neighbour request) -> request.pair().startNanos())
                    .reversed())
            .toList();
    var sharing = open.stream().filter(call::sharesAnIdWith).toList();
    if (!sharing.isEmpty()) {
      return new Candidates(sharing, sharing.size() == 1);
    }
    return new Candidates(
        open.stream().filter(request -> !call.isOfAnotherTraceThan(request)).toList(), false);
  }
}
