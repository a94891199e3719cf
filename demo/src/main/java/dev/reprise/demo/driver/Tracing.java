// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.driver;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** What trace context the requests of a session carry. */
enum Tracing {
  NONE,
  /** A new trace for each request, as a gateway begins them. */
  REQUEST,
  /** One trace for the whole session, as some browser instrumentations have it. */
  SESSION;

  static String newTraceId() {
    return hex(16);
  }

  /** The header for one request; ids are new in each run. */
  Optional<String> header(String sessionTraceId) {
    return switch (this) {
      case NONE -> Optional.empty();
      case REQUEST -> Optional.of(traceparent(newTraceId()));
      case SESSION -> Optional.of(traceparent(sessionTraceId));
    };
  }

  private static String traceparent(String traceId) {
    return "00-" + traceId + "-" + hex(8) + "-01";
  }

  private static String hex(int length) {
    byte[] bytes = new byte[length];
    ThreadLocalRandom.current().nextBytes(bytes);
    bytes[0] |= 1; // all zeros would be no valid id
    return HexFormat.of().formatHex(bytes);
  }
}
