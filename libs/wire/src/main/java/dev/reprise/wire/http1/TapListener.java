// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.http1;

import dev.reprise.traffic.pair.UnstampedPair;

/**
 * Is told what a tap has seen.
 *
 * <p><b>Threads:</b> called on the event loop of the connection: must not block. What it throws
 * detaches the tap, not the traffic.
 */
public interface TapListener {

  /** A pair is whole, or as whole as it will be. */
  void pair(UnstampedPair pair);

  /**
   * Decoding of the connection has stopped for good; the traffic goes on.
   *
   * @param lostPairs how many requests were open, whose pairs will not come
   */
  void undecodable(TappedConnection connection, Undecodable reason, int lostPairs);

  /** The tap has failed by a defect of its own and watches no more; the traffic goes on. */
  void detached(TappedConnection connection, Throwable failure);
}
