// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.http1;

import dev.reprise.traffic.pair.Headers;

/**
 * A request line and its headers, as sent.
 *
 * @param method as sent, e.g. {@code GET}
 * @param target as sent, in any of its four forms
 * @param version {@code HTTP/1.0} or {@code HTTP/1.1}
 * @param headers in order, with case and repeats
 */
public record RequestHead(String method, String target, String version, Headers headers) {

  /** Whether the connection may leave HTTP/1.1 after this request. */
  public boolean mayLeaveHttp() {
    return method.equals("CONNECT") || offersUpgrade();
  }

  /** Whether the client offers another protocol. */
  boolean offersUpgrade() {
    return headers.first("upgrade").isPresent();
  }

  /** Whether the client may hold its body back until it is told to go on. */
  public boolean expectsContinue() {
    return headers.first("expect").isPresent();
  }

  /** Without target and headers: they may hold secrets. */
  @Override
  public String toString() {
    return method + " " + version;
  }
}
