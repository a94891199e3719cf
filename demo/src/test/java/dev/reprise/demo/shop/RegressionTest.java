// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.demo.process.UsageException;
import org.junit.jupiter.api.Test;

class RegressionTest {

  @Test
  void areSwitchedOnOneByOne() {
    assertThat(Regression.parse("")).isEmpty();
    assertThat(Regression.parse("price")).containsExactly(Regression.PRICE);
    assertThat(Regression.parse(" slow , dropped-field,"))
        .containsExactlyInAnyOrder(Regression.SLOW, Regression.DROPPED_FIELD);
  }

  @Test
  void refuseAWordThatIsNone() {
    assertThatThrownBy(() -> Regression.parse("price,speed"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("'speed'");
  }
}
