// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.generator.FakeTarget.Sent;
import dev.reprise.traffic.config.Load;
import dev.reprise.traffic.config.Load.Extent;
import dev.reprise.traffic.config.Load.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConductorTest {

  private static final long MILLI = 1_000_000;

  private static Extent seconds(int seconds) {
    return new Extent(Optional.of(Duration.ofSeconds(seconds)), Optional.empty());
  }

  private static Extent cycles(int cycles) {
    return new Extent(Optional.empty(), Optional.of(cycles));
  }

  private static LoadRun run(int requests, Stage... stages) {
    return new LoadRun(new Load.Stages(List.of(stages)), requests, MILLI);
  }

  private static long usersBusy(LoadRun run, long fromNanos, long toNanos) {
    return run.target().sent().stream()
        .filter(sent -> sent.nanos() >= fromNanos && sent.nanos() < toNanos)
        .map(sent -> sent.walk().vuser())
        .distinct()
        .count();
  }

  @Test
  void recordedGapsAreKeptByEachUserInEachCycle() {
    var run = new LoadRun(new Load.Recorded(1, 2, 2), 3, MILLI);

    run.start();
    run.timers().runAll();

    assertThat(run.target().sent().stream().filter(sent -> sent.walk().vuser() == 1))
        .extracting(Sent::nanos)
        .containsExactly(0L, 10 * MILLI, 20 * MILLI, 21 * MILLI, 31 * MILLI, 41 * MILLI);
  }

  @Test
  void usersComeEvenlyDuringARamp() {
    var run = run(5, new Stage(new Load.VUsers(10, false), Duration.ofSeconds(10), seconds(1)));

    run.start();
    run.timers().runAll();

    for (int second = 0; second < 10; second++) {
      assertThat(usersBusy(run, second * 1_000L * MILLI, (second + 1) * 1_000L * MILLI))
          .as("users in second %d", second)
          .isEqualTo(second + 1L);
    }
    assertThat(run.target().sent().getLast().nanos()).isBetween(10_900 * MILLI, 11_000 * MILLI);
  }

  @Test
  void usersGoEvenlyWhereTheNextLevelIsLower() {
    var run =
        run(
            5,
            new Stage(new Load.VUsers(4, false), Duration.ZERO, seconds(1)),
            new Stage(new Load.VUsers(1, false), Duration.ofSeconds(3), seconds(1)));

    run.start();
    run.timers().runAll();

    assertThat(usersBusy(run, 0, 1_000 * MILLI)).isEqualTo(4);
    assertThat(usersBusy(run, 1_010 * MILLI, 1_990 * MILLI)).isEqualTo(4);
    assertThat(usersBusy(run, 2_010 * MILLI, 2_990 * MILLI)).isEqualTo(3);
    assertThat(usersBusy(run, 3_010 * MILLI, 3_990 * MILLI)).isEqualTo(2);
    assertThat(usersBusy(run, 4_010 * MILLI, 4_990 * MILLI)).isEqualTo(1);
  }

  @Test
  void aRateRampsFromTheRateBefore() {
    var run =
        run(
            50,
            new Stage(new Load.Rate(100), Duration.ZERO, seconds(1)),
            new Stage(new Load.Rate(200), Duration.ofSeconds(2), seconds(1)));

    run.start();
    run.timers().runAll();

    assertThat(sentIn(run, 0, 1_000)).isBetween(99L, 100L);
    assertThat(sentIn(run, 1_000, 3_000)).isBetween(298L, 301L);
    assertThat(sentIn(run, 3_000, 4_000)).isBetween(199L, 201L);
  }

  private static long sentIn(LoadRun run, long fromMillis, long toMillis) {
    return run.target().sent().stream()
        .filter(sent -> sent.nanos() > fromMillis * MILLI && sent.nanos() <= toMillis * MILLI)
        .count();
  }

  @Test
  void aRateGoesOnWhateverBecomesOfEarlierRequests() {
    var run =
        new LoadRun(
            new Load.Stages(List.of(new Stage(new Load.Rate(100), Duration.ZERO, cycles(4)))),
            10,
            60_000 * MILLI);

    run.start();
    run.timers().runTo(1_000 * MILLI);

    // Two sessions a walk, four walks: the first of each session is under way.
    assertThat(run.target().open()).isEqualTo(8);
    run.timers().runAll();
    assertThat(run.target().sent()).hasSize(40);
    assertThat(run.target().sent()).extracting(Sent::latenessNanos).containsOnly(0L);
  }

  @Test
  void stagesFollowOneAnotherOnceEverythingIsAnswered() {
    var run =
        new LoadRun(
            new Load.Stages(
                List.of(
                    new Stage(new Load.VUsers(1, false), Duration.ZERO, cycles(1)),
                    new Stage(new Load.VUsers(2, true), Duration.ZERO, cycles(1)))),
            2,
            100 * MILLI);

    run.start();
    run.timers().runAll();

    assertThat(run.target().sent())
        .extracting(sent -> sent.walk().session() + " " + sent.nanos() / MILLI)
        .containsExactly(
            "v0.c0 0", "v0.c0 100", "v1.c0 200", "v2.c0 200", "v1.c0 300", "v2.c0 300");
  }

  @Test
  void whatIsPlannedIsKnownBeforeUnlessTimeDecides() {
    assertThat(new LoadRun(new Load.Recorded(2, 3, 4), 5, MILLI).planned()).isEqualTo(60);
    assertThat(new LoadRun(new Load.Fast(3, 4), 5, MILLI).planned()).isEqualTo(60);
    assertThat(run(5, new Stage(new Load.Rate(9), Duration.ZERO, cycles(4))).planned())
        .isEqualTo(20);
    assertThat(run(5, new Stage(new Load.Rate(9), Duration.ZERO, seconds(4))).planned()).isZero();
  }

  @Test
  void aSnapshotWithoutRequestsIsOverAtOnce() {
    var run =
        run(
            0,
            new Stage(new Load.VUsers(3, false), Duration.ZERO, seconds(60)),
            new Stage(new Load.Rate(100), Duration.ZERO, seconds(60)));

    run.start();
    run.timers().runAll();

    assertThat(run.ended()).isEqualTo(1);
    assertThat(run.timers().nanos()).isZero();
  }
}
