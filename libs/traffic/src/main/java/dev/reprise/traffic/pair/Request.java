// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.pair;

/**
 * A request as it was sent.
 *
 * @param method as sent, e.g. {@code GET}
 * @param scheme {@code http} or {@code https}
 * @param authority the host in lower case, with the port where it is not the scheme's own
 * @param target path and query as sent (origin-form), or {@code *}
 * @param version e.g. {@code HTTP/1.1}
 * @param headers in order, with case and repeats
 * @param body after transfer decoding
 * @param trailers after a chunked body
 */
public record Request(
    String method,
    String scheme,
    String authority,
    String target,
    String version,
    Headers headers,
    Body body,
    Headers trailers) {

  /** The target up to the question mark, still percent-encoded. */
  public String path() {
    int mark = target.indexOf('?');
    return mark < 0 ? target : target.substring(0, mark);
  }

  /** What follows the question mark, still percent-encoded; empty when there is none. */
  public String query() {
    int mark = target.indexOf('?');
    return mark < 0 ? "" : target.substring(mark + 1);
  }

  /** The authority without its port. */
  public String host() {
    int colon = authority.lastIndexOf(':');
    return colon < 0 || authority.endsWith("]") ? authority : authority.substring(0, colon);
  }

  /** Without target values, headers and body: they may hold secrets. */
  @Override
  public String toString() {
    return method + " " + scheme + "://" + authority + path();
  }
}
