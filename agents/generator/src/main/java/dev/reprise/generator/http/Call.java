// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.http;

import java.util.Set;

/**
 * An exchange inside the client.
 *
 * <p><b>Threads:</b> confined to the client's event loop.
 */
final class Call {

  private static final Set<String> IDEMPOTENT =
      Set.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE");

  private final Exchange exchange;
  private boolean repeated;
  private boolean over;
  private long deadlineNanos;

  Call(Exchange exchange) {
    this.exchange = exchange;
  }

  Exchange exchange() {
    return exchange;
  }

  /** Whether it is safe to send it once more after no answer came. */
  boolean mayBeRepeated() {
    return !repeated && IDEMPOTENT.contains(exchange.request().method());
  }

  void repeat() {
    repeated = true;
  }

  boolean isOver() {
    return over;
  }

  void end() {
    over = true;
  }

  long deadlineNanos() {
    return deadlineNanos;
  }

  void deadline(long nanos) {
    deadlineNanos = nanos;
  }
}
