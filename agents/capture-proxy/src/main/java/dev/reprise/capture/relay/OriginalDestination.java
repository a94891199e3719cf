// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.relay;

import dev.reprise.wire.http1.Authority;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.unix.RawUnixChannelOption;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Where a connection was to go before the kernel led it here: what its connection tracking
 * remembers, asked of the socket ({@code SO_ORIGINAL_DST}).
 */
final class OriginalDestination {

  private static final Logger LOG = Logger.getLogger(OriginalDestination.class);

  // linux/in.h, linux/in6.h, linux/netfilter_ipv4.h, linux/netfilter_ipv6/ip6_tables.h
  private static final int SOL_IP = 0;
  private static final int SOL_IPV6 = 41;
  private static final int SO_ORIGINAL_DST = 80;
  private static final int SOCKADDR_IN_BYTES = 16;
  private static final int SOCKADDR_IN6_BYTES = 28;
  private static final int PORT_AT = 2;
  private static final int ADDRESS_AT = 4;
  private static final int ADDRESS6_AT = 8;
  private static final int SCOPE_AT = 24;

  private static final ChannelOption<ByteBuffer> OF_IPV4 =
      new RawUnixChannelOption("SO_ORIGINAL_DST", SOL_IP, SO_ORIGINAL_DST, SOCKADDR_IN_BYTES);
  private static final ChannelOption<ByteBuffer> OF_IPV6 =
      new RawUnixChannelOption(
          "IP6T_SO_ORIGINAL_DST", SOL_IPV6, SO_ORIGINAL_DST, SOCKADDR_IN6_BYTES);

  private OriginalDestination() {}

  /**
   * Asks the socket.
   *
   * @param client of epoll's transport, as no other can be asked
   * @return empty for a connection that was made to the listener itself: nobody led it here
   */
  static Optional<Authority> of(Channel client) {
    var local = (InetSocketAddress) client.localAddress();
    try {
      var destination =
          local.getAddress() instanceof Inet4Address
              ? parse4(client.config().getOption(OF_IPV4))
              : parse6(client.config().getOption(OF_IPV6));
      return destination.equals(local) || destination.getPort() == 0
          ? Optional.empty()
          : Optional.of(authority(destination));
    } catch (ChannelException | UnknownHostException e) {
      LOG.debugf("connection is not tracked by the kernel error=%s", e.getMessage());
      return Optional.empty();
    }
  }

  static InetSocketAddress parse4(ByteBuffer address) throws UnknownHostException {
    byte[] bytes = new byte[4];
    address.get(ADDRESS_AT, bytes);
    return new InetSocketAddress(InetAddress.getByAddress(bytes), port(address));
  }

  static InetSocketAddress parse6(ByteBuffer address) throws UnknownHostException {
    byte[] bytes = new byte[16];
    address.get(ADDRESS6_AT, bytes);
    int scope = address.order(ByteOrder.nativeOrder()).getInt(SCOPE_AT);
    var host = InetAddress.getByAddress(bytes);
    return new InetSocketAddress(
        host.isLinkLocalAddress() ? Inet6Address.getByAddress(null, bytes, scope) : host,
        port(address));
  }

  private static int port(ByteBuffer address) {
    return address.order(ByteOrder.BIG_ENDIAN).getShort(PORT_AT) & 0xffff;
  }

  private static Authority authority(InetSocketAddress destination) {
    String host = destination.getAddress().getHostAddress();
    return new Authority(
        destination.getAddress() instanceof Inet6Address ? "[" + host + "]" : host,
        destination.getPort());
  }
}
