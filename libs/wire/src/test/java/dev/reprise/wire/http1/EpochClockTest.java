// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.http1;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EpochClockTest {

  private final AtomicLong ticks = new AtomicLong(77);
  private Instant wallTime = Instant.parse("2026-01-01T00:00:00Z");

  private final Clock wall =
      new Clock() {
        @Override
        public ZoneOffset getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return wallTime;
        }
      };

  @Test
  void followsTheTickerWhileTheWallClockOnlyDrifts() {
    var clock = new EpochClock(wall, ticks::get);
    long start = clock.getAsLong();

    ticks.addAndGet(5_000_000);
    wallTime = wallTime.plus(Duration.ofMillis(900));

    assertThat(clock.getAsLong() - start).isEqualTo(5_000_000);
  }

  @Test
  void followsTheWallClockWhenTheMachineHasSlept() {
    var clock = new EpochClock(wall, ticks::get);

    wallTime = wallTime.plus(Duration.ofHours(8));

    assertThat(clock.getAsLong()).isEqualTo(wallTime.toEpochMilli() * 1_000_000);
  }
}
