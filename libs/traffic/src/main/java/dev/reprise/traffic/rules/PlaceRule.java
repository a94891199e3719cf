// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.rules;

import dev.reprise.traffic.value.ValueType;

/**
 * How the values of one place are treated.
 *
 * @param placeClass how they behave from run to run
 * @param type what they look like; of mixed ones the widest
 * @param evidence what was seen
 * @param guessed whether it rests on the type of a single sample
 */
public record PlaceRule(PlaceClass placeClass, ValueType type, Evidence evidence, boolean guessed) {

  /** For places that the recording does not have: compared as they are. */
  public static final PlaceRule UNSEEN =
      new PlaceRule(PlaceClass.PLAIN, ValueType.PLAIN, Evidence.NONE, false);

  /**
   * Whether a value at this place of an outbound request is left out of its signature: it is new in
   * each run, or it is an identifier of a dependency, which comes in another order when answers do.
   */
  public boolean masks(String text) {
    if (!placeClass.isVolatile() && !isOfDependency()) {
      return false;
    }
    return placeClass == PlaceClass.COUNTER
        ? ValueType.isInteger(text)
        : type != ValueType.PLAIN && type.admits(text);
  }

  private boolean isOfDependency() {
    return placeClass == PlaceClass.RECORDED && evidence.makers().contains(Maker.DEPENDENCY);
  }
}
