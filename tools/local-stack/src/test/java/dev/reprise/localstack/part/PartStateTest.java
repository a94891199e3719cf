// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.part;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.localstack.part.PartEvent.BackOffElapsed;
import dev.reprise.localstack.part.PartEvent.BecameReady;
import dev.reprise.localstack.part.PartEvent.Exited;
import dev.reprise.localstack.part.PartEvent.GraceElapsed;
import dev.reprise.localstack.part.PartEvent.Launch;
import dev.reprise.localstack.part.PartEvent.StartTimedOut;
import dev.reprise.localstack.part.PartEvent.StopRequested;
import dev.reprise.localstack.part.PartEvent.StoppedAnswering;
import dev.reprise.localstack.part.PartState.BackingOff;
import dev.reprise.localstack.part.PartState.Failed;
import dev.reprise.localstack.part.PartState.Hung;
import dev.reprise.localstack.part.PartState.Ready;
import dev.reprise.localstack.part.PartState.Starting;
import dev.reprise.localstack.part.PartState.Stopped;
import dev.reprise.localstack.part.PartState.Stopping;
import dev.reprise.localstack.part.PartState.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PartStateTest {

  private static final ExitReason REASON = ExitReason.of(1, List.of("it broke"));
  private static final Past NEW = Past.NONE;
  private static final Past WAS_READY = new Past(0, true);

  private static final Launch LAUNCH = new Launch();
  private static final BecameReady READY = new BecameReady();
  private static final StartTimedOut LATE = new StartTimedOut();
  private static final Exited EXIT = new Exited(REASON, Duration.ofSeconds(1));
  private static final BackOffElapsed PAUSED = new BackOffElapsed();
  private static final StopRequested STOP = new StopRequested();
  private static final GraceElapsed GRACE = new GraceElapsed();
  private static final StoppedAnswering SILENT = new StoppedAnswering("it said nothing");
  private static final List<PartEvent> EVENTS =
      List.of(LAUNCH, READY, LATE, SILENT, EXIT, PAUSED, STOP, GRACE);

  /** The whole table: what is not listed for a state leaves it as it is, without an effect. */
  static Stream<Arguments> table() {
    var waiting = new Waiting(NEW);
    var starting = new Starting(NEW, false);
    var late = new Starting(NEW, true);
    var lastTry = new Starting(new Past(2, false), false);
    var ready = new Ready(WAS_READY);
    var hung = new Hung(WAS_READY, "it said nothing");
    var backingOff = new BackingOff(new Past(1, true), REASON);
    var stopping = new Stopping();
    return Stream.of(
            List.of(
                row(waiting, LAUNCH, starting, Effect.LAUNCH), row(waiting, STOP, new Stopped())),
            List.of(
                row(starting, READY, ready),
                row(starting, LATE, late, Effect.KILL),
                row(starting, EXIT, new BackingOff(new Past(1, false), REASON), Effect.BACK_OFF),
                row(starting, STOP, stopping, Effect.TERMINATE)),
            List.of(
                row(
                    late,
                    EXIT,
                    new BackingOff(new Past(1, false), REASON.because("it was not ready in time")),
                    Effect.BACK_OFF),
                row(late, STOP, stopping, Effect.TERMINATE)),
            List.of(
                row(lastTry, READY, new Ready(new Past(2, true))),
                row(lastTry, LATE, new Starting(new Past(2, false), true), Effect.KILL),
                row(lastTry, EXIT, new Failed(REASON), Effect.GIVE_UP),
                row(lastTry, STOP, stopping, Effect.TERMINATE)),
            List.of(
                row(ready, SILENT, hung, Effect.KILL),
                row(ready, EXIT, new BackingOff(new Past(1, true), REASON), Effect.BACK_OFF),
                row(ready, STOP, stopping, Effect.TERMINATE)),
            List.of(
                row(
                    hung,
                    EXIT,
                    new BackingOff(new Past(1, true), REASON.because("it said nothing")),
                    Effect.BACK_OFF),
                row(hung, STOP, stopping, Effect.TERMINATE)),
            List.of(
                row(backingOff, PAUSED, new Waiting(new Past(1, true))),
                row(backingOff, STOP, new Stopped())),
            List.of(
                row(stopping, EXIT, new Stopped()), row(stopping, GRACE, stopping, Effect.KILL)),
            List.of(row(new Stopped(), STOP, new Stopped())),
            List.of(row(new Failed(REASON), STOP, new Failed(REASON))))
        .flatMap(PartStateTest::completed);
  }

  private record Row(PartState from, PartEvent event, Transition to) {}

  private static Row row(PartState from, PartEvent event, PartState next, Effect... effects) {
    return new Row(from, event, Transition.to(next, effects));
  }

  private static Stream<Arguments> completed(List<Row> rows) {
    PartState from = rows.getFirst().from();
    return EVENTS.stream()
        .map(event ->
            rows.stream()
                .filter(row -> row.event().equals(event))
                .findFirst()
                .orElseGet(() -> row(from, event, from)))
        .map(row -> Arguments.of(row.from(), row.event(), row.to()));
  }

  @ParameterizedTest
  @MethodSource("table")
  void followsTheTable(PartState from, PartEvent event, Transition expected) {
    Transition transition = from.on(event);

    assertThat(transition).isEqualTo(expected);
  }

  @Test
  void isTriedForEverOnceItHasBeenReady() {
    PartState state = new Waiting(WAS_READY);

    for (int i = 0; i < 50; i++) {
      state = state.on(LAUNCH).next().on(EXIT).next();
      assertThat(state).isInstanceOf(BackingOff.class);
      state = state.on(PAUSED).next();
    }
  }

  @Test
  void pausesLongerEachTimeAndForgetsThatAfterAStableRun() {
    PartState state = new Ready(new Past(5, true));

    PartState afterShort = state.on(new Exited(REASON, Duration.ofSeconds(59))).next();
    PartState afterLong = state.on(new Exited(REASON, Duration.ofSeconds(60))).next();

    assertThat(afterShort).isEqualTo(new BackingOff(new Past(6, true), REASON));
    assertThat(afterLong).isEqualTo(new BackingOff(new Past(1, true), REASON));
    assertThat(new Past(6, true).pause()).isGreaterThan(new Past(1, true).pause());
    assertThat(new Past(1000, true).pause()).isEqualTo(Duration.ofSeconds(30));
  }
}
