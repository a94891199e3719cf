// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class HotStepsTest {

  private final HotPair pair = new HotPair();
  private final HotSteps steps = new HotSteps();

  @Test
  void everyStepDoesWhatIsMeasured() throws Exception {
    assertThatCode(() -> steps.prepare(pair)).doesNotThrowAnyException();

    assertThat(steps.readJson().path("lines").size()).isPositive();
    assertThat(steps.encodePair(pair)).isNotEmpty();
    assertThat(steps.signature(pair).canonical()).contains("shop.bench.test");
    assertThat(steps.parseFilter().toString()).contains("orders");
  }
}
