// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.pair;

/**
 * When the parts of a pair passed by, in nanoseconds since 1970-01-01T00:00:00Z; 0 where a moment
 * was not seen.
 *
 * @param startNanos first byte of the request
 * @param requestEndNanos last byte of the request
 * @param responseStartNanos first byte of the response
 * @param responseEndNanos last byte of the response
 */
public record Timing(
    long startNanos, long requestEndNanos, long responseStartNanos, long responseEndNanos) {

  /** From the first byte of the request to the last of the response; 0 while one is missing. */
  public long durationNanos() {
    return responseEndNanos == 0 ? 0 : Math.max(0, responseEndNanos - startNanos);
  }
}
