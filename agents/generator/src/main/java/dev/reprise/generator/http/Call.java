// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.http;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An exchange inside the client.
 *
 * <p><b>Threads:</b> confined to the client's event loop.
 */
final class Call {

  private static final Set<String> IDEMPOTENT =
      Set.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE");

  private final Exchange exchange;
  private @Nullable ClientConnection connection; // null while it waits for one
  private boolean repeated;
  private boolean over;
  private long deadlineNanos;

  Call(Exchange exchange) {
    this.exchange = exchange;
  }

  Exchange exchange() {
    return exchange;
  }

  /** The connection that it was given; null while it waits for one. */
  @Nullable ClientConnection connection() {
    return connection;
  }

  void on(ClientConnection given) {
    connection = given;
  }

  /** Whether it is safe to send it once more after no answer came. */
  boolean mayBeRepeated() {
    return !repeated && IDEMPOTENT.contains(exchange.request().method());
  }

  void repeat() {
    repeated = true;
    connection = null;
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
