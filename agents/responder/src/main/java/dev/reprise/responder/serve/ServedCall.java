// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.serve;

import dev.reprise.traffic.endpoint.EndpointTemplates;
import dev.reprise.traffic.pair.Connection;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.Mark;
import dev.reprise.traffic.pair.Origin;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.pair.Timing;
import dev.reprise.traffic.pair.UnstampedPair;
import dev.reprise.traffic.place.Area;
import dev.reprise.traffic.place.Targets;
import dev.reprise.traffic.report.MockOutcome;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call that has been answered.
 *
 * @param connection it came on
 * @param request as it came
 * @param answer as it was sent; null when the connection was closed instead
 * @param timing when its parts passed by
 * @param reply why it was answered so
 */
public record ServedCall(
    Connection connection, Request request, @Nullable Response answer, Timing timing, Reply reply) {

  private static final int SHOWN_CHARS = 500;

  /** As it is shipped. */
  public UnstampedPair pair(Origin origin) {
    var notes =
        answer == null
            ? new RRPair.Notes(Set.of(Mark.RESPONSE_MISSING), List.of())
            : RRPair.Notes.NONE;
    return new UnstampedPair(origin, Direction.OUT, connection, request, answer, timing, notes);
  }

  /** As it is reported. */
  public MockOutcome outcome() {
    var basis = reply.basis();
    long end = Math.max(timing.requestEndNanos(), timing.responseEndNanos());
    return new MockOutcome(
        reply.result(),
        request.authority(),
        EndpointTemplates.of(request.method(), request.path()),
        basis.pair(),
        basis.choice(),
        basis.differences(),
        timing.startNanos(),
        end - timing.startNanos(),
        line(request));
  }

  /** Method and target, without what may be a secret. */
  static String line(Request request) {
    var query = request.query();
    var line =
        request.method()
            + " "
            + request.path()
            + (query.isEmpty()
                ? ""
                : "?"
                    + Targets.parameters(
                        Area.QUERY, query, (place, value) -> Explained.shown(place.name(), value)));
    return line.length() <= SHOWN_CHARS ? line : line.substring(0, SHOWN_CHARS) + "…";
  }
}
