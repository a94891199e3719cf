// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.walk;

import static dev.reprise.generator.Recorded.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.reprise.generator.FakeTarget;
import dev.reprise.generator.FakeTarget.Sent;
import dev.reprise.generator.FakeTimers;
import dev.reprise.generator.Recorded;
import dev.reprise.traffic.snapshot.RecordedRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WalkTest {

  private static final long MILLI = 1_000_000;
  private static final long START = 5_000 * MILLI;
  private static final Pace GAPS = new Pace.RecordedGaps(1);

  private final FakeTimers timers = new FakeTimers();
  private final FakeTarget target = new FakeTarget(timers, this::serviceNanos);
  private final List<Walk> finished = new ArrayList<>();
  private long slowNumber = -1;
  private long slowNanos;

  private long serviceNanos(RecordedRequest recorded) {
    return Recorded.numberOf(recorded) == slowNumber ? slowNanos : MILLI;
  }

  private Walk walk(Pace pace, RecordedRequest... requests) {
    return walk(pace, FakeTarget.over(List.of(requests)));
  }

  private Walk walk(Pace pace, Cursor cursor) {
    return new Walk(new Walk.Id(0, 0), pace, cursor, timers, target, finished::add);
  }

  /** The answer to a request takes longer than the others'. */
  private void slow(int number, long nanos) {
    slowNumber = number;
    slowNanos = nanos;
  }

  private static RecordedRequest quick(int number, long startMillis) {
    return request(number, -1, startMillis * MILLI, startMillis * MILLI + MILLI);
  }

  @Test
  void keepsTheRecordedGapsFromItsStartOn() {
    var walk = walk(GAPS, quick(1, 700), quick(2, 730), quick(3, 730), quick(4, 1_000));

    timers.runTo(START);
    walk.start(timers.nanos());
    timers.runAll();

    assertThat(target.sent())
        .extracting(Sent::nanos)
        .containsExactly(START, START + 30 * MILLI, START + 30 * MILLI, START + 300 * MILLI);
    assertThat(finished).containsExactly(walk);
  }

  @Test
  void halvesTheGapsAtTwiceTheSpeed() {
    var walk = walk(new Pace.RecordedGaps(2), quick(1, 0), quick(2, 100), quick(3, 250));

    walk.start(0);
    timers.runAll();

    assertThat(target.sent())
        .extracting(Sent::intendedNanos)
        .containsExactly(0L, 50 * MILLI, 125 * MILLI);
  }

  @Test
  void doesNotDriftWhenAnswersAreSlow() {
    var walk =
        walk(
            GAPS, quick(1, 0), request(2, -1, 20 * MILLI, 30 * MILLI), quick(3, 50), quick(4, 100));
    slow(1, 60 * MILLI);

    walk.start(0);
    timers.runAll();

    assertThat(target.sent())
        .extracting(Sent::number, Sent::intendedNanos, Sent::nanos)
        .containsExactly(
            tuple(1, 0L, 0L),
            tuple(2, 20 * MILLI, 60 * MILLI),
            tuple(3, 50 * MILLI, 61 * MILLI),
            tuple(4, 100 * MILLI, 100 * MILLI));
  }

  @Test
  void blamesNobodyForWaitingForAnAnswer() {
    var walk = walk(GAPS, quick(1, 0), quick(2, 10));
    slow(1, 500 * MILLI);

    walk.start(0);
    timers.runAll();

    assertThat(target.sent().get(1).nanos()).isEqualTo(500 * MILLI);
    assertThat(target.sent()).extracting(Sent::latenessNanos).containsExactly(0L, 0L);
  }

  @Test
  void doesNotWaitForWhatWasStillOpenInTheRecording() {
    var walk = walk(GAPS, request(1, -1, 0, 50 * MILLI), request(2, -1, 10 * MILLI, 20 * MILLI));
    slow(1, 1_000 * MILLI);

    walk.start(0);
    timers.runTo(15 * MILLI);

    assertThat(target.numbers()).containsExactly(1, 2);
  }

  @Test
  void waitsForNoAnswerThatTheRecordingNeverSaw() {
    var walk = walk(GAPS, request(1, -1, 0, 0), quick(2, 10));
    slow(1, 1_000 * MILLI);

    walk.start(0);
    timers.runTo(10 * MILLI);

    assertThat(target.numbers()).containsExactly(1, 2);
  }

  @Test
  void asFastAsPossibleKeepsAsManyOpenAsTheRecordingHad() {
    var walk =
        walk(
            new Pace.AsSoonAsPossible(),
            request(1, 0, 0, 100 * MILLI),
            request(2, 1, 10 * MILLI, 100 * MILLI),
            request(3, 0, 200 * MILLI, 300 * MILLI),
            request(4, 1, 400 * MILLI, 500 * MILLI));
    slow(2, 7 * MILLI);

    walk.start(0);
    timers.runAll();

    assertThat(target.sent())
        .extracting(Sent::number, Sent::nanos)
        .containsExactly(tuple(1, 0L), tuple(2, 0L), tuple(3, 7 * MILLI), tuple(4, 8 * MILLI));
  }

  @Test
  void onDemandWaitsForItsOwnSessionOnly() {
    var walk =
        walk(
            new Pace.OnDemand(),
            request(1, 0, 0, 10),
            request(2, 0, 20, 30),
            request(3, 1, 20, 30));
    slow(1, 100 * MILLI);
    walk.start(0);

    assertThat(walk.sendNext(0)).isTrue();
    assertThat(walk.sendNext(5 * MILLI)).isTrue();
    assertThat(walk.sendNext(6 * MILLI)).isTrue();
    assertThat(walk.sendNext(7 * MILLI)).isFalse();
    timers.runAll();

    assertThat(target.sent())
        .extracting(Sent::number, Sent::intendedNanos, Sent::nanos)
        .containsExactly(
            tuple(1, 0L, 0L), tuple(3, 6 * MILLI, 0L), tuple(2, 5 * MILLI, 100 * MILLI));
    assertThat(walk.isExhausted()).isTrue();
    assertThat(finished).containsExactly(walk);
  }

  @Test
  void sendsInTimeWhatHadBeenReadBeforeResultsPiledUp() {
    var walk = walk(GAPS, quick(1, 0), quick(2, 10));

    walk.start(0);
    timers.runTo(5 * MILLI);
    target.crowded(true);
    timers.runTo(50 * MILLI);
    target.crowded(false);
    timers.runAll();

    assertThat(target.numbers()).containsExactly(1, 2);
    assertThat(target.sent().get(1).latenessNanos()).isZero();
  }

  @Test
  void readsNothingWhileResultsPileUpAndSaysHowLateThatMakesIt() {
    var walk = walk(GAPS, quick(1, 0), quick(2, 10), quick(3, 20));
    target.crowded(true);

    walk.start(0);
    timers.runTo(50 * MILLI);
    assertThat(target.sent()).isEmpty();
    target.crowded(false);
    timers.runAll();

    assertThat(target.numbers()).containsExactly(1, 2, 3);
    assertThat(target.sent().getFirst().latenessNanos()).isBetween(50 * MILLI, 52 * MILLI);
    assertThat(target.sent())
        .extracting(Sent::intendedNanos)
        .containsExactly(0L, 10 * MILLI, 20 * MILLI);
  }

  @Test
  void asksAgainForWhatHasNotBeenReadYet() {
    var requests = new ArrayList<>(List.of(quick(1, 0), quick(2, 0)));
    var walk =
        walk(
            GAPS,
            new Cursor() {
              private int asked;

              @Override
              public Next next() {
                if (++asked % 3 != 0) {
                  return new NotYet();
                }
                return requests.isEmpty() ? new End() : new Present(requests.removeFirst());
              }

              @Override
              public void close() {}
            });

    walk.start(0);
    timers.runAll();

    assertThat(target.numbers()).containsExactly(1, 2);
    assertThat(finished).containsExactly(walk);
  }

  @Test
  void sendsNothingOnceStoppedAndEndsWithTheLastAnswer() {
    var walk = walk(GAPS, quick(1, 0), quick(2, 10), quick(3, 20));
    slow(1, 100 * MILLI);

    walk.start(0);
    timers.runTo(50 * MILLI);
    walk.stop();
    assertThat(finished).isEmpty();
    timers.runAll();

    assertThat(target.numbers()).containsExactly(1);
    assertThat(finished).containsExactly(walk);
  }

  @Test
  void endsAtOnceWhenItIsStoppedWithNothingInFlight() {
    var closed = new ArrayList<String>();
    var cursor = FakeTarget.over(List.of(quick(1, 0), quick(2, 1_000)));
    var walk =
        walk(
            GAPS,
            new Cursor() {
              @Override
              public Next next() {
                return cursor.next();
              }

              @Override
              public void close() {
                closed.add("closed");
              }
            });

    walk.start(0);
    timers.runTo(500 * MILLI);
    walk.stop();

    assertThat(finished).containsExactly(walk);
    assertThat(closed).hasSize(1);
    timers.runAll();
    assertThat(target.numbers()).containsExactly(1);
    assertThat(finished).hasSize(1);
  }

  @Test
  void aSnapshotWithoutRequestsIsWalkedAtOnce() {
    var walk = walk(new Pace.AsSoonAsPossible());

    walk.start(0);
    timers.runAll();

    assertThat(finished).containsExactly(walk);
  }
}
