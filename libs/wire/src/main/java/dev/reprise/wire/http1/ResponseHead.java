// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.http1;

import dev.reprise.traffic.pair.Headers;

/**
 * A status line and its headers, as sent.
 *
 * @param status 100 to 999
 * @param reason the reason phrase, which may be empty
 * @param version {@code HTTP/1.0} or {@code HTTP/1.1}
 * @param headers in order, with case and repeats
 */
public record ResponseHead(int status, String reason, String version, Headers headers) {

  /**
   * Whether the connection leaves HTTP/1.1 with this response.
   *
   * @param method of the request it answers
   */
  public boolean leavesHttp(String method) {
    return status == 101 || opensTunnel(method);
  }

  /** Whether it accepts a CONNECT. */
  boolean opensTunnel(String method) {
    return status >= 200 && status < 300 && method.equals("CONNECT");
  }

  /** Without headers: they may hold secrets. */
  @Override
  public String toString() {
    return version + " " + status;
  }
}
