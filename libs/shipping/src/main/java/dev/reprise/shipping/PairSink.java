// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.shipping;

import dev.reprise.traffic.pair.UnstampedPair;

/**
 * Where whoever watches traffic hands over what was seen.
 *
 * <p><b>Threads:</b> any, event loops included: nothing here blocks or throws, because the traffic
 * that is watched must not feel it.
 */
@FunctionalInterface
public interface PairSink {

  /** Takes the pair, or drops and counts it when there is no room. */
  void offer(UnstampedPair pair);

  /**
   * Takes note of pairs that were lost before they could be offered. A sink that keeps no record of
   * what is missing need not do anything.
   *
   * @param pairs how many, at least
   * @param reason why, as part of a sentence
   */
  default void lost(int pairs, String reason) {}
}
