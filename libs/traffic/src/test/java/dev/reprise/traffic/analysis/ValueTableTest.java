// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.traffic.rules.Maker;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValueTableTest {

  @Test
  void remembersWhoSentAValueFirst() {
    var table = new ValueTable(100_000);
    for (int i = 1; i <= 50_000; i++) {
      table.add(key(i), makerOf(i), i, i * 2, i);
    }

    for (int i = 1; i <= 50_000; i++) {
      int slot = table.find(key(i));
      assertThat(slot).isNotEqualTo(ValueTable.ABSENT);
      assertThat(table.maker(slot)).isEqualTo(makerOf(i));
      assertThat(table.place(slot)).isEqualTo(i);
      assertThat(table.session(slot)).isEqualTo(i * 2);
    }
    assertThat(table.find(key(50_001))).isEqualTo(ValueTable.ABSENT);
    assertThat(table.forgotten()).isZero();
  }

  @Test
  void aValueOfTwoSessionsIsShared() {
    var table = new ValueTable(100);
    table.add(key(1), Maker.SUT, 0, 7, 0);
    int slot = table.find(key(1));

    table.sawAgain(slot, 7);
    table.sawAgain(slot, ValueTable.NO_SESSION);
    assertThat(table.isShared(slot)).isFalse();
    table.sawAgain(slot, 8);

    assertThat(table.isShared(slot)).isTrue();
  }

  @Test
  void forgetsOldValuesThatWereSeenOnceAndKeepsTheOthers() {
    var table = new ValueTable(1_000);
    for (int i = 1; i <= 5_000; i++) {
      table.add(key(i), Maker.SUT, 0, 0, i);
      if (i % 100 == 0) {
        table.sawAgain(table.find(key(i)), 0);
      }
    }

    assertThat(table.size()).isLessThanOrEqualTo(1_000);
    assertThat(table.forgotten()).isGreaterThanOrEqualTo(4_000 - 1_000);
    assertThat(table.find(key(5_000))).isNotEqualTo(ValueTable.ABSENT);
    assertThat(table.find(key(100))).isNotEqualTo(ValueTable.ABSENT);
    assertThat(table.find(key(101))).isEqualTo(ValueTable.ABSENT);
  }

  private static Maker makerOf(int number) {
    return List.of(Maker.CLIENT, Maker.DEPENDENCY, Maker.SUT).get(number % 3);
  }

  private static long key(int number) {
    return ValueHash.of("value-" + number);
  }
}
