// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.walk;

/** When the requests of a walk should leave, beside what they must wait for. */
public sealed interface Pace {

  /**
   * With the recorded gaps.
   *
   * @param speed 2 halves them
   */
  record RecordedGaps(double speed) implements Pace {}

  /**
   * Each as soon as everything is answered that had been answered before it in the recording, of
   * whatever session: as many requests are open at a time as were then.
   */
  record AsSoonAsPossible() implements Pace {}

  /** Whenever {@link Walk#sendNext} is called. */
  record OnDemand() implements Pace {}
}
