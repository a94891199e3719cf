// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.pair;

import org.jspecify.annotations.Nullable;

/**
 * The connection a pair was seen on.
 *
 * @param id unique within the capture
 * @param index the place of the request on its connection, from 0
 * @param client {@code address:port}
 * @param server {@code address:port} as connected to
 * @param tls null in plain text
 */
public record Connection(String id, int index, String client, String server, @Nullable Tls tls) {

  /**
   * What was agreed on in the TLS handshake. One that knows nothing at all is stored as plain text
   * is, and reads back as null.
   *
   * @param version e.g. {@code TLSv1.3}
   * @param sni the server name asked for, or empty
   * @param alpn the protocol agreed on, or empty
   * @param cipher the cipher suite
   */
  public record Tls(String version, String sni, String alpn, String cipher) {}
}
