// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.http1;

import java.util.Locale;
import java.util.Optional;

/**
 * A host and a port, as they stand in a Host header, an absolute target or a CONNECT.
 *
 * @param host in lower case; an IPv6 address in brackets
 * @param port 1 to 65535
 */
public record Authority(String host, int port) {

  private static final int MAX_HOST_LENGTH = 255;

  /** Refuses what is no host or no port. */
  public Authority {
    if (!isHost(host)) {
      throw new IllegalArgumentException("not a host name or address");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("a port is 1 to 65535, not " + port);
    }
  }

  /**
   * Reads {@code host} or {@code host:port}.
   *
   * @param defaultPort where the text names none
   * @return empty if the text is anything else; user information too is refused
   */
  public static Optional<Authority> parse(String text, int defaultPort) {
    int bracket = text.lastIndexOf(']');
    int colon = text.indexOf(':', Math.max(0, bracket));
    String host = (colon < 0 ? text : text.substring(0, colon)).toLowerCase(Locale.ROOT);
    int port = colon < 0 || colon == text.length() - 1 ? defaultPort : port(text, colon + 1);
    return port < 1 || port > 65_535 || !isHost(host)
        ? Optional.empty()
        : Optional.of(new Authority(host, port));
  }

  /** The port that a scheme has of its own. */
  public static int defaultPort(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  /** {@code host}, or {@code host:port} where the port is not the scheme's own. */
  public String inScheme(String scheme) {
    return port == defaultPort(scheme) ? host : toString();
  }

  /** The host without brackets, as a resolver wants it. */
  public String address() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** Always {@code host:port}. */
  @Override
  public String toString() {
    return host + ":" + port;
  }

  private static int port(String text, int from) {
    int port = 0;
    for (int i = from; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9 || port > 65_535) {
        return -1;
      }
      port = port * 10 + digit;
    }
    return port;
  }

  private static boolean isHost(String host) {
    if (host.isEmpty() || host.length() > MAX_HOST_LENGTH) {
      return false;
    }
    boolean literal = host.startsWith("[") && host.endsWith("]") && host.length() > 2;
    int from = literal ? 1 : 0;
    int to = host.length() - from;
    for (int i = from; i < to; i++) {
      char c = host.charAt(i);
      boolean allowed =
          (c >= 'a' && c <= 'z')
              || (c >= '0' && c <= '9')
              || (literal ? c == ':' || c == '.' || c == '%' : c == '.' || c == '-' || c == '_');
      if (!allowed) {
        return false;
      }
    }
    return true;
  }
}
