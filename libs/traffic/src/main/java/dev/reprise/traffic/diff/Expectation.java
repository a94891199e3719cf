// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.diff;

import dev.reprise.traffic.binding.ValueMap;
import java.util.function.Predicate;

/**
 * What a live answer is compared with.
 *
 * @param baseline the recorded pair
 * @param values of the session; what the answer makes anew is bound in it
 * @param counts which differences matter to the run; they are kept first when there are too many
 */
public record Expectation(Baseline baseline, ValueMap values, Predicate<Difference> counts) {

  /**
   * How the system under test was and is addressed, e.g. {@code http://shop.test} and {@code
   * http://127.0.0.1:8080}: links in its answers begin with it.
   */
  public record Bases(String recorded, String live) {

    /** In a text, what was recorded becomes what is. */
    String inText(String text) {
      return recorded.equals(live) ? text : text.replace(recorded, live);
    }
  }
}
