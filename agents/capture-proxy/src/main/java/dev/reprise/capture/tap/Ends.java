// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.tap;

import dev.reprise.traffic.pair.Connection;
import io.netty.channel.Channel;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Between whom a tap stands.
 *
 * @param server null where none could be reached
 * @param tls what was agreed on, or null in plain text
 */
public record Ends(Channel client, @Nullable Channel server, Connection.@Nullable Tls tls) {

  /** Both in plain text. */
  public static Ends inClear(Channel client, Channel server) {
    return new Ends(client, server, null);
  }

  /** A client, and a server that could not be reached. */
  public static Ends unconnected(Channel client) {
    return new Ends(client, null, null);
  }

  Connection asConnection(String id) {
    return new Connection(id, 0, text(client), server == null ? "" : text(server), tls);
  }

  private static String text(Channel channel) {
    if (channel.remoteAddress() instanceof InetSocketAddress address && !address.isUnresolved()) {
      String host = address.getAddress().getHostAddress();
      return (address.getAddress() instanceof Inet6Address ? "[" + host + "]" : host)
          + ":"
          + address.getPort();
    }
    return "";
  }
}
