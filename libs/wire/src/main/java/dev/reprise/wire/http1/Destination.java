// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.http1;

import java.util.Optional;

/**
 * Whom a request is for, found in its target or its Host header (RFC 9112, sections 3.2 and 3.3).
 *
 * @param scheme {@code http} or {@code https}
 * @param authority the host and port
 * @param target in origin-form, or {@code *}
 * @param isAbsolute whether the target itself named the host, as one sent to a proxy does
 */
public record Destination(String scheme, Authority authority, String target, boolean isAbsolute) {

  /**
   * Reads the destination of any request but a CONNECT.
   *
   * @param scheme of the connection, for a target that names none
   * @return empty if the target is malformed, or if it names no host and there is not exactly one
   *     well-formed Host header
   */
  public static Optional<Destination> of(RequestHead head, String scheme) {
    String target = head.target();
    if (target.startsWith("/") || target.equals("*")) {
      var hosts = head.headers().all("host");
      return hosts.size() == 1
          ? Authority.parse(hosts.getFirst(), Authority.defaultPort(scheme))
              .map(authority -> new Destination(scheme, authority, target, false))
          : Optional.empty();
    }
    return absolute(target, head.method());
  }

  private static Optional<Destination> absolute(String target, String method) {
    String scheme = schemeOf(target);
    if (scheme.isEmpty()) {
      return Optional.empty();
    }
    int host = scheme.length() + 3;
    int path = host;
    while (path < target.length() && "/?#".indexOf(target.charAt(path)) < 0) {
      path++;
    }
    String rest = target.substring(path);
    return rest.startsWith("#")
        ? Optional.empty()
        : Authority.parse(target.substring(host, path), Authority.defaultPort(scheme))
            .map(authority -> new Destination(scheme, authority, originForm(rest, method), true));
  }

  private static String originForm(String rest, String method) {
    if (rest.isEmpty()) {
      return method.equals("OPTIONS") ? "*" : "/";
    }
    return rest.startsWith("?") ? "/" + rest : rest;
  }

  private static String schemeOf(String target) {
    for (String scheme : new String[] {"http", "https"}) {
      if (target.regionMatches(true, 0, scheme + "://", 0, scheme.length() + 3)) {
        return scheme;
      }
    }
    return "";
  }
}
