// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.generator.FakeTarget;
import dev.reprise.generator.FakeTarget.Sent;
import dev.reprise.generator.FakeTimers;
import dev.reprise.generator.Recorded;
import dev.reprise.traffic.snapshot.RecordedRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

/** Whatever was recorded, and however long the answers take now. */
class WalkProperties {

  private static final long MILLI = 1_000_000;
  private static final long MOST_SERVICE_NANOS = 200 * MILLI;

  /** A recorded request: how long after the one before it, for how long, in which session. */
  private record Shape(int gapMillis, int tookMillis, int session) {}

  @Provide
  Arbitrary<List<RecordedRequest>> recordings() {
    var shapes =
        Combinators.combine(
                Arbitraries.integers().between(0, 50),
                Arbitraries.integers().between(0, 80),
                Arbitraries.integers().between(-1, 3))
            .as(Shape::new);
    return shapes.list().ofMaxSize(40).map(WalkProperties::recording);
  }

  private static List<RecordedRequest> recording(List<Shape> shapes) {
    var requests = new ArrayList<RecordedRequest>();
    long startNanos = 0;
    for (Shape shape : shapes) {
      startNanos += shape.gapMillis() * MILLI;
      // One that took no time was never answered.
      long end = shape.tookMillis() == 0 ? 0 : startNanos + shape.tookMillis() * MILLI;
      requests.add(Recorded.request(requests.size(), shape.session(), startNanos, end));
    }
    return requests;
  }

  private static List<Sent> walked(
      Pace pace, List<RecordedRequest> requests, long seed, Map<Integer, Long> answeredAt) {
    var timers = new FakeTimers();
    var random = new Random(seed);
    var services = requests.stream().map(_ -> random.nextLong(MOST_SERVICE_NANOS)).toList();
    var target =
        new FakeTarget(
            timers,
            recorded -> {
              int number = Recorded.numberOf(recorded);
              answeredAt.put(number, timers.nanos() + services.get(number));
              return services.get(number);
            });
    var finished = new ArrayList<Walk>();
    var walk =
        new Walk(new Walk.Id(0, 0), pace, FakeTarget.over(requests), timers, target, finished::add);
    walk.start(0);
    if (pace instanceof Pace.OnDemand) {
      long intended = 0;
      while (walk.sendNext(intended)) {
        intended += MILLI;
        timers.runTo(intended);
      }
    }
    timers.runAll();
    assertThat(finished).containsExactly(walk);
    return target.sent();
  }

  @Property
  void sendsEachOnceAndNothingBeforeWhatWasAnsweredBeforeIt(
      @ForAll("recordings") List<RecordedRequest> requests,
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0.1, max = 10) double speed) {
    for (Pace pace : List.of(new Pace.RecordedGaps(speed), new Pace.AsSoonAsPossible())) {
      var answeredAt = new HashMap<Integer, Long>();
      var sent = walked(pace, requests, seed, answeredAt);

      assertThat(sent.stream().map(Sent::number))
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, requests.size()).boxed().toList());
      for (Sent one : sent) {
        for (RecordedRequest earlier : requests) {
          if (isAnsweredBefore(earlier, one.recorded())) {
            assertThat(answeredAt.get(Recorded.numberOf(earlier))).isLessThanOrEqualTo(one.nanos());
          }
        }
      }
    }
  }

  @Property
  void aRateKeepsTheOrderOfEachSession(
      @ForAll("recordings") List<RecordedRequest> requests, @ForAll long seed) {
    var answeredAt = new HashMap<Integer, Long>();
    var sent = walked(new Pace.OnDemand(), requests, seed, answeredAt);

    assertThat(sent).hasSize(requests.size());
    for (Sent one : sent) {
      for (RecordedRequest earlier : requests) {
        if (isRelated(earlier, one.recorded()) && isAnsweredBefore(earlier, one.recorded())) {
          assertThat(answeredAt.get(Recorded.numberOf(earlier))).isLessThanOrEqualTo(one.nanos());
        }
      }
    }
  }

  @Property
  void recordedGapsAreAbsoluteAndNeverTheGeneratorsFault(
      @ForAll("recordings") List<RecordedRequest> requests,
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0.1, max = 10) double speed) {
    var sent = walked(new Pace.RecordedGaps(speed), requests, seed, new HashMap<>());

    for (Sent one : sent) {
      long offset =
          one.recorded().pair().timing().startNanos()
              - requests.getFirst().pair().timing().startNanos();
      assertThat(one.intendedNanos()).isEqualTo(Math.round(offset / speed));
      assertThat(one.nanos()).isGreaterThanOrEqualTo(one.intendedNanos());
      assertThat(one.latenessNanos()).isZero();
    }
  }

  @Property
  void asFastAsPossibleHasNoMoreOpenThanTheRecordingHad(
      @ForAll("recordings") List<RecordedRequest> requests, @ForAll long seed) {
    var answeredAt = new HashMap<Integer, Long>();
    var sent = walked(new Pace.AsSoonAsPossible(), requests, seed, answeredAt);

    for (Sent one : sent) {
      long open =
          sent.stream()
              .filter(other -> other.number() <= one.number())
              .filter(other -> answeredAt.getOrDefault(other.number(), 0L) > one.nanos())
              .count();
      long openInRecording =
          requests.stream()
              .filter(other -> Recorded.numberOf(other) <= one.number())
              .filter(other -> !isAnsweredBefore(other, one.recorded()))
              .count();
      assertThat(open).isLessThanOrEqualTo(openInRecording);
    }
  }

  private static boolean isRelated(RecordedRequest earlier, RecordedRequest later) {
    return !earlier.session().isKnown()
        || !later.session().isKnown()
        || earlier.session().equals(later.session());
  }

  private static boolean isAnsweredBefore(RecordedRequest earlier, RecordedRequest later) {
    long end = earlier.pair().timing().responseEndNanos();
    return Recorded.numberOf(earlier) < Recorded.numberOf(later)
        && end != 0
        && end <= later.pair().timing().startNanos();
  }
}
