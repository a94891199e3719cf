// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.shipping;

import dev.reprise.traffic.pair.UnstampedPair;

/**
 * Where whoever watches traffic hands over what was seen.
 *
 * <p><b>Threads:</b> any, event loops included: an offer never blocks and never throws, because the
 * traffic that is watched must not feel it.
 */
@FunctionalInterface
public interface PairSink {

  /** Takes the pair, or drops and counts it when there is no room. */
  void offer(UnstampedPair pair);
}
