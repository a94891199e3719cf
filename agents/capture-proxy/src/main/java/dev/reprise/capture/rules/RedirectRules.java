// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.rules;

import java.util.List;
import java.util.OptionalInt;

/**
 * What is led to the proxy. Loopback, and what the proxy's own user sends, never is.
 *
 * @param inboundPort where connections from others go; empty leaves them alone
 * @param outboundPort where connections to others go; empty leaves them alone
 * @param proxyUser who the proxy runs as, by number
 * @param exceptions what is left alone besides
 */
record RedirectRules(
    OptionalInt inboundPort, OptionalInt outboundPort, int proxyUser, Exceptions exceptions) {

  /**
   * What is left alone.
   *
   * @param inboundPorts of the application
   * @param outboundPorts of servers
   * @param addresses of servers
   */
  record Exceptions(
      List<PortRange> inboundPorts, List<PortRange> outboundPorts, List<AddressRange> addresses) {

    Exceptions {
      inboundPorts = List.copyOf(inboundPorts);
      outboundPorts = List.copyOf(outboundPorts);
      addresses = List.copyOf(addresses);
    }
  }
}
