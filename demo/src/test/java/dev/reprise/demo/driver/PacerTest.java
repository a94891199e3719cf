// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PacerTest {

  @Test
  void letsNoMoreRequestsThroughThanAreAllowed() throws InterruptedException {
    var pacer = new Pacer(200);
    long start = System.nanoTime();

    for (int i = 0; i < 21; i++) {
      pacer.awaitTurn();
    }

    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(20 * 5_000_000L);
  }
}
