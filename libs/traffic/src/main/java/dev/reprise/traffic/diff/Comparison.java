// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.diff;

import java.util.List;

/**
 * What came of comparing a live answer with the recorded one.
 *
 * @param differences judged or not; at most {@link DifferenceList#MAX_COUNTED} that matter
 * @param guesses how many places were tolerated on a guess
 * @param learnt values that the answer made anew
 */
public record Comparison(List<Difference> differences, int guesses, List<Learnt> learnt) {

  /** Nothing was found. */
  public static final Comparison NOTHING = new Comparison(List.of(), 0, List.of());

  /** Copies the lists. */
  public Comparison {
    differences = List.copyOf(differences);
    learnt = List.copyOf(learnt);
  }

  /** A recorded value and what it has become. */
  public record Learnt(String recorded, String live) {

    /** Without values: they may be secrets. */
    @Override
    public String toString() {
      return "a binding";
    }
  }
}
