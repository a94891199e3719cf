// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPathPatternTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$              | $.a.b           | true",
        "$.a            | $.a             | true",
        "$.a            | $.a[3].b        | true",
        "$.a.b          | $.a             | false",
        "$.items[*].id  | $.items[7].id   | true",
        "$.items[*].id  | $.items[7].name | false",
        "$.items[1].id  | $.items[11].id  | false",
        "$..id          | $.a[2].b.id     | true",
        "$..id          | $.a[2].b.idx    | false",
        "$.*.id         | $.x.id          | true",
        "$.*.id         | $.x.y.id        | false",
        "$['a.b']       | $['a.b'].c      | true",
        "$['a']         | $.a             | true",
        "$[*]           | $.a             | false",
      })
  void coversThePlaceItNamesAndEverythingBeneath(String pattern, String place, boolean covered) {
    assertThat(JsonPathPattern.parse(pattern).covers(place)).isEqualTo(covered);
  }
}
