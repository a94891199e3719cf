// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SheetTest {

  private static final Figure RATE = new Figure("requests/s", 0);

  @Test
  void takesRatiosWithinARound() {
    var sheet = new Sheet("any");
    sheet.add("ours", RATE, 100);
    sheet.add("theirs", RATE, 50);
    sheet.add("theirs", RATE, 10);
    sheet.add("ours", RATE, 10);

    assertThat(sheet.ratio("ours", "theirs", RATE)).isEqualTo(new Spread(1, 1.5, 2, 2));
    assertThat(sheet.excess("ours", "theirs", RATE)).isEqualTo(new Spread(0, 25, 50, 2));
  }

  @Test
  void refusesAFigureThatWasNotMeasured() {
    var sheet = new Sheet("any");
    sheet.add("ours", RATE, 100);

    assertThatThrownBy(() -> sheet.spread("theirs", RATE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void showsTheSpreadAndTheGoalsByTheMedian() {
    var sheet = new Sheet("any");
    sheet.add("ours", RATE, 12_345);
    sheet.add("ours", RATE, 12_000);
    sheet.add("ours", RATE, 13_000);

    var spread = sheet.spread("ours", RATE);

    assertThat(RATE.show(spread)).isEqualTo("12 000 / **12 345** / 13 000");
    assertThat(Claim.atLeast("goal", 12_345, spread).holds()).isTrue();
    assertThat(Claim.atLeast("goal", 12_346, spread).holds()).isFalse();
    assertThat(Claim.atMost("goal", 12_344, spread).holds()).isFalse();
    assertThat(Claim.atMost("goal", 0.9, spread).bound()).isEqualTo("≤ 0.9");
    assertThat(Claim.atLeast("goal", 25, spread).bound()).isEqualTo("≥ 25");
  }

  @Test
  void isUnsoundWhereOneMeasurementOfABindingGoalIsWrongThoughTheMedianIsRight() {
    var lost = new Spread(0, 0, 1, 3);

    assertThat(soundness(Claim.atMost("pairs lost", 0, lost))).isTrue();
    assertThat(soundness(Claim.atMost("pairs lost", 0, lost).binding())).isFalse();
    assertThat(soundness(Claim.atLeast("matches, %", 100, new Spread(100, 100, 100, 3)).binding()))
        .isTrue();
    assertThat(soundness(Claim.atLeast("matches, %", 100, new Spread(99, 100, 100, 3)).binding()))
        .isFalse();
  }

  private static boolean soundness(Claim claim) {
    return new Outcome("any", "Any", List.of(), List.of(), List.of(claim)).isSound();
  }
}
