// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.door;

import dev.reprise.traffic.pair.Connection;
import dev.reprise.wire.http1.Authority;

/** What came to the door, and what the pipeline carries once the host has it. */
public sealed interface Visit {

  /**
   * Requests of HTTP/1.1 in plain text, each of which says itself whom it is for: by an absolute
   * target, as proxies are asked, or by its Host header.
   */
  record Requests() implements Visit {}

  /**
   * A connection to one host whose TLS the door has ended.
   *
   * @param authority whom the client asked for
   * @param tls what was agreed on with the client
   */
  record Intercepted(Authority authority, Connection.Tls tls) implements Visit {}

  /**
   * A tunnel to one host in which something like HTTP is spoken in plain text.
   *
   * @param authority whom the client asked for
   */
  record Clear(Authority authority) implements Visit {}

  /**
   * A tunnel to one host that must pass untouched: another protocol, TLS that may not or cannot be
   * ended, or a client that waits for the server to speak.
   *
   * @param authority whom the client asked for
   */
  record Opaque(Authority authority) implements Visit {}

  /** {@code https} where TLS was ended, {@code http} otherwise. */
  default String scheme() {
    return this instanceof Intercepted ? "https" : "http";
  }
}
