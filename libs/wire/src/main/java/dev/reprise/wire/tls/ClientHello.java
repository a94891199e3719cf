// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.tls;

import java.util.List;

/**
 * What a client asks for at the start of TLS, as far as it decides where the connection goes.
 *
 * @param serverName in lower case; empty when the client named none
 * @param protocols the application protocols it offers, best first; empty when it names none
 */
public record ClientHello(String serverName, List<String> protocols) {

  /** Copies the list. */
  public ClientHello {
    protocols = List.copyOf(protocols);
  }

  /** Whether the client would speak HTTP/1.1. */
  public boolean acceptsHttp1() {
    return protocols.isEmpty() || protocols.contains("http/1.1");
  }
}
