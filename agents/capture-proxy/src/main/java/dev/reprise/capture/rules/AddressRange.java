// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.rules;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * An address, or all that begin alike.
 *
 * @param address of IPv4 or IPv6
 * @param bits how many of its first bits count
 */
record AddressRange(InetAddress address, int bits) {

  AddressRange {
    if (bits < 0 || bits > length(address)) {
      throw new IllegalArgumentException(
          "/%d is no length for %s: it must be 0 to %d"
              .formatted(bits, address.getHostAddress(), length(address)));
    }
  }

  /**
   * Reads {@code ADDRESS} or {@code ADDRESS/BITS}, or looks up what the addresses of a host are
   * now, which blocks.
   *
   * @throws IllegalArgumentException if it is none of them
   */
  static List<AddressRange> allOf(String text) {
    if (!text.matches("[A-Za-z0-9][A-Za-z0-9.-]*[A-Za-z][A-Za-z0-9.-]*")) {
      return List.of(parse(text));
    }
    try {
      return Stream.of(InetAddress.getAllByName(text))
          .map(address -> new AddressRange(address, length(address)))
          .toList();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is not ADDRESS or ADDRESS/BITS, nor a host whose addresses are known", e);
    }
  }

  /**
   * Reads {@code ADDRESS} or {@code ADDRESS/BITS}; names are not looked up.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    String bits = slash < 0 ? "" : text.substring(slash + 1);
    if (slash >= 0 && !bits.matches("[0-9]{1,3}")) {
      throw new IllegalArgumentException("'" + text + "' is not ADDRESS or ADDRESS/BITS");
    }
    try {
      var address = literal(slash < 0 ? text : text.substring(0, slash));
      return new AddressRange(address, slash < 0 ? length(address) : Integer.parseInt(bits));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'%s' is not ADDRESS or ADDRESS/BITS: %s".formatted(text, e.getMessage()), e);
    }
  }

  private static InetAddress literal(String text) {
    if (text.indexOf(':') < 0 && !text.matches("[0-9]+(\\.[0-9]+){3}")) {
      throw new IllegalArgumentException("an address of IPv4 has four numbers"); // as 10.8 is short
    }
    return InetAddress.ofLiteral(text);
  }

  boolean isIpv6() {
    return address instanceof Inet6Address;
  }

  private static int length(InetAddress address) {
    return address.getAddress().length * 8;
  }

  /** Always with its length. */
  @Override
  public String toString() {
    return address.getHostAddress() + "/" + bits;
  }
}
