// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.http;

import java.time.Duration;

/**
 * The bounds of a client.
 *
 * @param maxConnections how many may be open at a time
 * @param maxWaiting how many requests may wait for a connection; further ones fail
 * @param connect until a connection stands
 * @param answer from when a request is handed over until its answer is whole, waiting for a
 *     connection included
 * @param bodyBytes how much of an answer's body is kept; the rest is only measured and hashed
 */
public record ClientSettings(
    int maxConnections, int maxWaiting, Duration connect, Duration answer, int bodyBytes) {

  private static final int MAX_WAITING = 100_000;
  private static final int BODY_BYTES = 10 * 1024 * 1024;

  /** With the bounds on memory that suit a replay. */
  public static ClientSettings of(int maxConnections, Duration connect, Duration answer) {
    return new ClientSettings(maxConnections, MAX_WAITING, connect, answer, BODY_BYTES);
  }
}
