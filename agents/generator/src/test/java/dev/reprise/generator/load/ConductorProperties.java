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
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever load is asked for: everything planned is sent, nothing twice, and it ends. */
class ConductorProperties {

  private static final long MILLI = 1_000_000;

  @Provide
  Arbitrary<Load.Plan> plans() {
    var users = Arbitraries.integers().between(1, 5);
    var cycles = Arbitraries.integers().between(1, 4);
    return Arbitraries.oneOf(
        Combinators.combine(Arbitraries.doubles().between(0.5, 20), users, cycles)
            .as(Load.Recorded::new),
        Combinators.combine(users, cycles).as(Load.Fast::new),
        stages().list().ofMinSize(1).ofMaxSize(4).map(Load.Stages::new));
  }

  private static Arbitrary<Stage> stages() {
    Arbitrary<Load.Level> levels =
        Arbitraries.oneOf(
            Combinators.combine(Arbitraries.integers().between(1, 6), Arbitraries.of(true, false))
                .as(Load.VUsers::new),
            Arbitraries.doubles().between(1, 500).map(Load.Rate::new));
    Arbitrary<Extent> extents =
        Arbitraries.oneOf(
            Arbitraries.integers()
                .between(1, 2_000)
                .map(
                    millis -> new Extent(Optional.of(Duration.ofMillis(millis)), Optional.empty())),
            Arbitraries.integers()
                .between(1, 4)
                .map(cycles -> new Extent(Optional.empty(), Optional.of(cycles))));
    var ramps = Arbitraries.of(0, 0, 300, 1_000).map(Duration::ofMillis);
    return Combinators.combine(levels, ramps, extents).as(Stage::new);
  }

  @Property
  void sendsWhatIsPlannedAndEnds(
      @ForAll("plans") Load.Plan plan, @ForAll @IntRange(max = 12) int requests) {
    var load = new LoadRun(plan, requests, 3 * MILLI);

    load.start();
    load.timers().runAll();

    assertThat(load.ended()).isEqualTo(1);
    assertThat(load.target().open()).isZero();
    if (load.planned() > 0) {
      assertThat(load.target().sent()).hasSize((int) load.planned());
    }
    assertThat(load.target().sent().stream().map(Sent::latenessNanos))
        .as("with a clock that stands still while it works, nothing is late")
        .allMatch(late -> late == 0);
  }

  @Property
  void noWalkSendsARequestTwice(
      @ForAll("plans") Load.Plan plan, @ForAll @IntRange(min = 1, max = 12) int requests) {
    var load = new LoadRun(plan, requests, 3 * MILLI);

    load.start();
    load.timers().runAll();

    var walks = load.target().sent().stream().collect(Collectors.groupingBy(Sent::walk));
    assertThat(walks.values())
        .allSatisfy(sent -> assertThat(sent.stream().map(Sent::number)).doesNotHaveDuplicates());
  }

  @Property
  void sendsNothingMoreOnceItIsStoppedInWhateverTurn(
      @ForAll("plans") Load.Plan plan,
      @ForAll @IntRange(max = 12) int requests,
      @ForAll @IntRange(max = 400) int turns) {
    var load = new LoadRun(plan, requests, 3 * MILLI);

    load.start();
    load.timers().runTasks(turns);
    load.stop();
    int before = load.target().sent().size();
    load.timers().runAll();

    assertThat(load.target().sent()).hasSize(before);
    assertThat(load.ended()).isEqualTo(1);
  }

  @Property
  void aTimeBoundedRateSendsWhatIsDueInThatTime(
      @ForAll @IntRange(min = 1, max = 500) int perSecond,
      @ForAll @IntRange(min = 1, max = 3_000) int millis,
      @ForAll @IntRange(min = 1, max = 12) int requests) {
    var load =
        new LoadRun(
            new Load.Stages(
                List.of(
                    new Stage(
                        new Load.Rate(perSecond),
                        Duration.ZERO,
                        new Extent(Optional.of(Duration.ofMillis(millis)), Optional.empty())))),
            requests,
            3 * MILLI);

    load.start();
    load.timers().runAll();

    // The one that is due exactly at the end may or may not leave.
    assertThat(load.target().sent().size())
        .isBetween((perSecond * millis - 1) / 1_000, perSecond * millis / 1_000);
  }
}
