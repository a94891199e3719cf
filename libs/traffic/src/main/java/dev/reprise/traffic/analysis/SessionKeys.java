// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.analysis;

import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.TraceContext;
import dev.reprise.traffic.place.Area;
import dev.reprise.traffic.place.Leaf;
import java.util.Optional;
import java.util.Set;

/** What in a request tells its session. */
final class SessionKeys {

  private static final Set<String> CREDENTIALS =
      Set.of("authorization", "x-api-key", "x-auth-token", "x-session-id", "x-session-token");

  private SessionKeys() {}

  /** The trace id, of any of the usual headers, as a hash in a namespace of its own. */
  static Optional<Long> traceOf(Request request) {
    return TraceContext.traceId(request.headers()).map(id -> ValueHash.of("trace", id));
  }

  /** Whether a value is a credential or a session cookie. */
  static boolean isCredential(Leaf leaf) {
    var place = leaf.place();
    return switch (place.area()) {
      case HEADER -> place.part().isEmpty() && CREDENTIALS.contains(place.name());
      case COOKIE -> leaf.type().isIdentifier();
      case PATH, QUERY, JSON, FORM, BODY -> false;
    };
  }

  /** Whether a value belongs to the trace of the request, which has a key of its own. */
  static boolean isTrace(Leaf leaf) {
    return leaf.place().area() == Area.HEADER
        && switch (leaf.place().name()) {
          case "traceparent",
              "tracestate",
              "b3",
              "x-b3-traceid",
              "x-b3-spanid",
              "x-b3-parentspanid",
              "uber-trace-id",
              "x-cloud-trace-context",
              "x-datadog-trace-id",
              "x-datadog-parent-id" ->
              true;
          default -> false;
        };
  }
}
