// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How much is measured.
 *
 * @param rounds how often every subject has its turn
 * @param turn how long each turn is
 * @param isOwnOnly whether peers are left out
 * @param isQuick whether it is only to be seen that everything works: warm-ups are cut short, and
 *     the figures mean nothing
 */
public record Effort(int rounds, Duration turn, boolean isOwnOnly, boolean isQuick) {

  /** Refuses to measure nothing. */
  public Effort {
    if (rounds < 1 || turn.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "a benchmark needs a round and a second at least, not %d rounds of %s"
              .formatted(rounds, turn));
    }
  }

  /** The subjects in the order of a round: each round begins with another. */
  public static <T> List<T> inRound(int round, List<T> subjects) {
    var rotated = new ArrayList<>(subjects);
    Collections.rotate(rotated, -round);
    return rotated;
  }
}
