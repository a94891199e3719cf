// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.http1;

import java.util.Optional;

/**
 * Says whom the requests of one connection are for, with the last Host header remembered: a
 * connection mostly asks for one host.
 *
 * <p><b>Threads:</b> confined to the event loop of its connection.
 */
final class DestinationCache {

  /** Whom a request is for, as a pair says it. */
  record Named(String scheme, String authority, String target) {}

  private final String scheme;
  private final String fallback;

  private String lastHost = "";
  private String lastAuthority = "";

  DestinationCache(TappedConnection connection) {
    this.scheme = connection.scheme();
    this.fallback = connection.authority();
  }

  Named of(RequestHead head) {
    String target = head.target();
    if (target.startsWith("/") || target.equals("*")) {
      return new Named(scheme, hostOf(head), target);
    }
    if (head.method().equals("CONNECT")) {
      return new Named(scheme, target, target);
    }
    return Destination.of(head, scheme)
        .map(found ->
            new Named(found.scheme(), found.authority().inScheme(found.scheme()), found.target()))
        .orElseGet(() -> new Named(scheme, hostOf(head), target));
  }

  private String hostOf(RequestHead head) {
    Optional<String> host = head.headers().first("host");
    if (host.isEmpty()) {
      return fallback;
    }
    if (!host.get().equals(lastHost)) {
      lastHost = host.get();
      lastAuthority =
          Authority.parse(lastHost, Authority.defaultPort(scheme))
              .map(authority -> authority.inScheme(scheme))
              .orElse(fallback);
    }
    return lastAuthority;
  }
}
