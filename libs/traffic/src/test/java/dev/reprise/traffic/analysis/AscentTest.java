// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AscentTest {

  @ParameterizedTest
  @CsvSource({
    "'1001,1002,1003,1004', true",
    "'1001,1003,1002,1004,1005', true", // two requests at the same time
    "'1001,1002,1003', false", // too few
    "'1001,1002,1002,1003', false", // not all different
    "'4,3,2,1', false",
    "'1999,2999,3999,4999', false", // amounts that rise by chance
    "'10,1010,2010,3010,4010,5010,6010,7010', true", // eight do not
    "'1,2,3,4,900,5', false",
  })
  void tellsACounterFromOtherNumbers(String numbers, boolean ascends) {
    var ascent = new Ascent();
    int message = 0;
    for (String number : numbers.split(",", -1)) {
      ascent.add(Long.parseLong(number), message++);
    }

    assertThat(ascent.ascends()).isEqualTo(ascends);
  }

  @Test
  void aListInOneMessageIsNoCounter() {
    var ascent = new Ascent();
    for (int i = 0; i < 20; i++) {
      ascent.add(i, 0);
    }

    assertThat(ascent.ascends()).isFalse();
  }
}
