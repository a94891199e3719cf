// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator;

import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Connection;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.Facts;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Origin;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.pair.Timing;
import dev.reprise.traffic.snapshot.RecordedRequest;
import dev.reprise.traffic.snapshot.Session;
import dev.reprise.traffic.snapshot.SessionBasis;
import java.util.List;

/** Recorded requests of which only times and sessions matter. */
public final class Recorded {

  /** When a recording begins, since the epoch. */
  public static final long START_NANOS = 1_780_000_000_000_000_000L;

  private Recorded() {}

  /**
   * One request.
   *
   * @param number names it: its path is the number
   * @param session -1 for none
   * @param startNanos after the recording's start
   * @param endNanos when its answer was whole; 0 when none came
   */
  public static RecordedRequest request(int number, int session, long startNanos, long endNanos) {
    boolean answered = endNanos > 0;
    long start = START_NANOS + startNanos;
    long end = answered ? START_NANOS + endNanos : 0;
    var pair =
        new RRPair(
            new PairId("recorded", number + 1L),
            Origin.of("shop"),
            Direction.IN,
            new Connection("c-1", 0, "127.0.0.1:50000", "127.0.0.1:8080", null),
            new Request(
                "GET",
                "http",
                "shop.test",
                "/" + number,
                "HTTP/1.1",
                Headers.EMPTY,
                Body.EMPTY,
                Headers.EMPTY),
            answered
                ? new Response(200, "OK", "HTTP/1.1", Headers.EMPTY, Body.EMPTY, Headers.EMPTY)
                : null,
            new Timing(start, start, end, end),
            RRPair.Notes.NONE,
            Facts.NONE);
    var of = session < 0 ? Session.NONE : new Session(session, SessionBasis.CREDENTIAL);
    return new RecordedRequest(pair, of, List.of());
  }

  /** The number in a request's path. */
  public static int numberOf(RecordedRequest recorded) {
    return Integer.parseInt(recorded.pair().request().target().substring(1));
  }
}
