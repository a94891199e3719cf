// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class ListAlignmentProperties {

  @Example
  void whatLiesBetweenEqualElementsIsAlignedByPosition() {
    var alignment = ListAlignment.of(new long[] {1, 2, 3, 9}, new long[] {1, 7, 3});

    assertThat(alignment.pairs())
        .containsExactly(
            new ListAlignment.Pair(0, 0),
            new ListAlignment.Pair(1, 1),
            new ListAlignment.Pair(2, 2));
    assertThat(alignment.missing()).containsExactly(3);
    assertThat(alignment.added()).isEmpty();
  }

  @Example
  void veryLongListsThatDifferEverywhereAreAlignedByPosition() {
    long[] expected = new long[5_000];
    long[] actual = new long[4_999];
    Arrays.setAll(expected, i -> i);
    Arrays.setAll(actual, i -> -i - 1L);

    assertThat(ListAlignment.of(expected, actual).missing()).containsExactly(4_999);
  }

  @Property
  void everyElementIsAccountedForOnce(
      @ForAll @Size(max = 12) @LongRange(min = 0, max = 4) long[] expected,
      @ForAll @Size(max = 12) @LongRange(min = 0, max = 4) long[] actual) {
    var alignment = ListAlignment.of(expected, actual);

    assertThat(alignment.pairs().size() + alignment.missing().size()).isEqualTo(expected.length);
    assertThat(alignment.pairs().size() + alignment.added().size()).isEqualTo(actual.length);
    assertThat(alignment.pairs().stream().map(ListAlignment.Pair::expected).distinct())
        .hasSize(alignment.pairs().size());
    assertThat(alignment.pairs().stream().map(ListAlignment.Pair::actual).distinct())
        .hasSize(alignment.pairs().size());
  }
}
