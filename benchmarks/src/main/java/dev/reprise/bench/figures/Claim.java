// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.figures;

import java.util.Locale;

/**
 * A goal, and what was seen of it.
 *
 * @param goal e.g. {@code throughput at least that of nginx}
 * @param wanted the bound
 * @param seen what was measured; its median decides
 * @param atLeast whether the bound is a lower one
 * @param isBinding whether it is a matter of right and wrong, not of speed: then every measurement
 *     must keep it, and the benchmark fails where one does not
 */
public record Claim(String goal, double wanted, Spread seen, boolean atLeast, boolean isBinding) {

  /** A goal that the median reaches or passes. */
  public static Claim atLeast(String goal, double wanted, Spread seen) {
    return new Claim(goal, wanted, seen, true, false);
  }

  /** A goal that the median does not pass. */
  public static Claim atMost(String goal, double wanted, Spread seen) {
    return new Claim(goal, wanted, seen, false, false);
  }

  /** The same, as a matter of right and wrong. */
  public Claim binding() {
    return new Claim(goal, wanted, seen, atLeast, true);
  }

  /** Whether the median keeps the bound; where it is binding, whether every measurement does. */
  public boolean holds() {
    if (isBinding) {
      return atLeast ? seen.min() >= wanted : seen.max() <= wanted;
    }
    return atLeast ? seen.median() >= wanted : seen.median() <= wanted;
  }

  /** The bound as people write it. */
  public String bound() {
    var number = new Figure("", wanted == Math.rint(wanted) ? 0 : decimalsOf(wanted)).show(wanted);
    return (atLeast ? "≥ " : "≤ ") + number;
  }

  /** What was seen, with a precision that suits it. */
  public String shown() {
    return new Figure("", Math.abs(seen.median()) >= 100 ? 0 : 2).show(seen);
  }

  private static int decimalsOf(double value) {
    var text = String.format(Locale.ROOT, "%s", value);
    return text.length() - text.indexOf('.') - 1;
  }
}
