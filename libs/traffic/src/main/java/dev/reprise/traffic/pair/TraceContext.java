// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.pair;

import java.util.Optional;

/**
 * What callers pass on in headers so that the calls made for one request can be told from others.
 */
public final class TraceContext {

  private TraceContext() {}

  /** The trace id, of any of the usual headers. */
  public static Optional<String> traceId(Headers headers) {
    return headers
        .first("traceparent")
        .flatMap(value -> part(value, "-", 1))
        .or(() -> headers.first("x-b3-traceid"))
        .or(() -> headers.first("b3").flatMap(value -> part(value, "-", 0)))
        .or(() -> headers.first("uber-trace-id").flatMap(value -> part(value, ":", 0)))
        .or(() -> headers.first("x-cloud-trace-context").flatMap(value -> part(value, "/", 0)))
        .or(() -> headers.first("x-datadog-trace-id"))
        .filter(id -> !id.isBlank());
  }

  /** The id of the request that services hand on, of any of the usual headers. */
  public static Optional<String> requestId(Headers headers) {
    return headers
        .first("x-request-id")
        .or(() -> headers.first("x-correlation-id"))
        .filter(id -> !id.isBlank());
  }

  private static Optional<String> part(String value, String separator, int index) {
    var parts = value.split(separator, -1);
    return index < parts.length ? Optional.of(parts[index]) : Optional.empty();
  }
}
