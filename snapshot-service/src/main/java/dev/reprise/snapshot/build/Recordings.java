// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.snapshot.build;

import dev.reprise.snapshot.version.SelectionRule;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.pair.RRPair;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where recorded pairs come from.
 *
 * <p><b>Threads:</b> blocking; never call it on an event loop.
 */
public interface Recordings {

  /**
   * A selection that gives the same pairs each time.
   *
   * @param watermark what is stored, by partition of the log: nothing beyond it counts
   * @param pairs how many there are
   */
  record Pinned(SelectionRule rule, Map<Integer, Long> watermark, long pairs) {

    /** Copies the map. */
    public Pinned {
      watermark = Map.copyOf(watermark);
    }
  }

  /**
   * Pins a rule to what is stored now.
   *
   * @throws AppException if the filter is not valid, or the warehouse cannot be asked
   */
  Pinned pin(SelectionRule rule);

  /**
   * The pairs in total order.
   *
   * @return lazy; holds few pairs at a time; must be closed; fails with {@link AppException}
   */
  Stream<RRPair> open(Pinned selection);
}
