// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.pair;

/**
 * A final response as it was sent; informational ones (1xx but 101) are not kept.
 *
 * @param status 100 to 999
 * @param reason the reason phrase, which may be empty
 * @param version e.g. {@code HTTP/1.1}
 * @param headers in order, with case and repeats
 * @param body after transfer decoding
 * @param trailers after a chunked body
 */
public record Response(
    int status, String reason, String version, Headers headers, Body body, Headers trailers) {

  @Override
  public String toString() {
    return status + " " + reason;
  }
}
