// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.demo.payment.Charges.Demand;
import dev.reprise.demo.payment.Charges.Outcome;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class ChargesTest {

  private static final Demand GOOD = new Demand("order", 100, "EUR", "4242424242424242");
  private static final Demand BAD = new Demand("order", 100, "EUR", "4000000000000002");

  private final Charges charges = new Charges(Clock.systemUTC());

  @Test
  void declineCardsThatEndOn0002() {
    assertThat(charges.charge("a", GOOD).outcome()).isEqualTo(Outcome.AUTHORIZED);
    assertThat(charges.charge("b", BAD).outcome()).isEqualTo(Outcome.DECLINED);
  }

  @Test
  void areMadeOnceForAnIdempotencyKeyAndAnewForAnother() {
    var first = charges.charge("a", GOOD);

    assertThat(charges.charge("a", GOOD)).isSameAs(first);
    assertThat(charges.charge("b", GOOD).id()).isNotEqualTo(first.id());
    assertThat(charges.find(first.id())).contains(first);
    assertThat(charges.find("ch_x")).isEmpty();
  }

  @Test
  void doNotTellTheCardInTheirText() {
    assertThat(charges.charge("a", GOOD).toString()).doesNotContain("4242");
  }
}
