// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.traffic.config.Load;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SoundnessTest {

  private static final long MILLI = 1_000_000;
  private static final Load LOAD = new Load(new Load.Fast(1, 1), 16, Duration.ofMillis(50));

  private long nanos = 77;
  private Duration cpu = Duration.ofSeconds(3);

  private final Soundness soundness =
      new Soundness(
          new Soundness.Usage() {
            @Override
            public long nanos() {
              return nanos;
            }

            @Override
            public Duration cpu() {
              return cpu;
            }
          });

  private void pass(Duration time, double cores) {
    nanos += time.toNanos();
    cpu = cpu.plusNanos(Math.round(time.toNanos() * cores));
  }

  @Test
  void isSoundWhereNothingIsLate() {
    soundness.late(0);
    pass(Duration.ofSeconds(60), 0.5);

    assertThat(soundness.objections(LOAD)).isEmpty();
    assertThat(soundness.cores()).isEqualTo(0.5);
  }

  @Test
  void objectsOnceOneRequestInAHundredIsLate() {
    for (int i = 0; i < 98; i++) {
      soundness.late(0);
    }
    soundness.late(200 * MILLI);
    assertThat(soundness.objections(LOAD)).hasSize(1);
    for (int i = 0; i < 100; i++) {
      soundness.late(0);
    }

    assertThat(soundness.objections(LOAD)).as("one of 199").isEmpty();
  }

  @Test
  void objectsWhereItsOwnQueueTookTheTime() {
    pass(Duration.ofSeconds(10), 1.0);
    for (int i = 0; i < 10; i++) {
      soundness.probed(3 * MILLI);
    }

    assertThat(soundness.objections(LOAD))
        .containsExactly(
            "The generator was the bottleneck: it used 1.00 cores and its own queue took 3.0 ms.");
  }

  @Test
  void aBusyProcessThatKeepsUpIsNoBottleneck() {
    pass(Duration.ofSeconds(10), 1.0);
    soundness.probed(MILLI / 2);

    assertThat(soundness.objections(LOAD)).isEmpty();
  }

  @Test
  void theFirstSecondsOfAColdProcessTellNothing() {
    pass(Duration.ofSeconds(4), 1.8);
    soundness.probed(30 * MILLI);

    assertThat(soundness.objections(LOAD)).isEmpty();
  }
}
