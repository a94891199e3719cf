// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.snapshot;

import dev.reprise.traffic.pair.PairId;
import dev.reprise.traffic.pair.RRPair;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the recorded request that made the first call: the service was busy with it when the call
 * left. Calls that a service makes of its own accord, between requests, are passed over.
 *
 * <p><b>Bounds:</b> holds what is known of the requests that are open at a time, and one pair of
 * each direction.
 *
 * <p><b>Cost:</b> reads no further than to the first such call; where there is none, everything.
 */
final class FirstCaller {

  private final Iterator<RRPair> requests;
  private final List<Open> open = new ArrayList<>();
  private @Nullable RRPair next; // null once all are read

  private record Open(PairId id, String service, long endNanos) {}

  private FirstCaller(Iterator<RRPair> requests) {
    this.requests = requests;
    step();
  }

  /** Both in total order. */
  static Optional<PairId> among(Iterator<RRPair> requests, Iterator<RRPair> calls) {
    var caller = new FirstCaller(requests);
    while (calls.hasNext() && caller.isAnyLeft()) {
      var found = caller.of(calls.next());
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private boolean isAnyLeft() {
    return next != null || !open.isEmpty();
  }

  private Optional<PairId> of(RRPair call) {
    long atNanos = call.timing().startNanos();
    open.removeIf(request -> request.endNanos < atNanos);
    for (var request = next;
        request != null && request.timing().startNanos() <= atNanos;
        request = next) {
      if (request.timing().responseEndNanos() >= atNanos) {
        open.add(
            new Open(
                request.id(), request.origin().service(), request.timing().responseEndNanos()));
      }
      step();
    }
    return open.stream()
        .filter(request -> request.service.equals(call.origin().service()))
        .map(Open::id)
        .findFirst();
  }

  private void step() {
    next = requests.hasNext() ? requests.next() : null;
  }
}
