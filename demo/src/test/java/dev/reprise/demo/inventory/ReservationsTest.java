// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReservationsTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private final Reservations reservations = new Reservations(Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void holdForAQuarterOfAnHourUnderANewIdEach() {
    var first = reservations.hold("order", List.of());
    var second = reservations.hold("order", List.of());

    assertThat(first.id()).isNotEqualTo(second.id());
    assertThat(first.expiresAt()).isEqualTo("2026-11-23T12:15:00Z");
  }

  @Test
  void areGivenBackOnce() {
    var held = reservations.hold("order", List.of());

    assertThat(reservations.release(held.id())).contains(held);
    assertThat(reservations.release(held.id())).isEmpty();
  }
}
