// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.rules;

import java.util.Set;

/**
 * What a class was concluded from.
 *
 * @param samples how many values were seen
 * @param distinct how many different ones
 * @param distinctIsLowerBound whether counting stopped at a bound
 * @param ascending whether they were integers that rose with time
 * @param echoed how many equalled a value of the same pair's request
 * @param acrossSessions whether they came from more than one session
 * @param makers who made the identifiers among them
 */
public record Evidence(
    long samples,
    int distinct,
    boolean distinctIsLowerBound,
    boolean ascending,
    long echoed,
    boolean acrossSessions,
    Set<Maker> makers) {

  /** Nothing seen. */
  public static final Evidence NONE = new Evidence(0, 0, false, false, 0, false, Set.of());

  /** Copies the set. */
  public Evidence {
    makers = Set.copyOf(makers);
  }
}
