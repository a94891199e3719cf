// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.pair;

import org.jspecify.annotations.Nullable;

/**
 * A pair as an agent has just seen it, before it has a place in the capture.
 *
 * @param origin who was recorded
 * @param direction to or from the system under test
 * @param connection where it was seen
 * @param request as sent
 * @param answer as sent, or null when none was seen
 * @param timing when its parts passed by
 * @param notes what a reader must know before trusting it
 */
public record UnstampedPair(
    Origin origin,
    Direction direction,
    Connection connection,
    Request request,
    @Nullable Response answer,
    Timing timing,
    RRPair.Notes notes) {

  /** The pair with its place. */
  public RRPair stamped(PairId id) {
    return new RRPair(
        id, origin, direction, connection, request, answer, timing, notes, Facts.NONE);
  }

  /** How many body bytes it holds in memory. */
  public long keptBytes() {
    return (long) request.body().kept().length()
        + (answer == null ? 0 : answer.body().kept().length());
  }

  /** Without payload: it may hold secrets. */
  @Override
  public String toString() {
    return direction + " " + request;
  }
}
