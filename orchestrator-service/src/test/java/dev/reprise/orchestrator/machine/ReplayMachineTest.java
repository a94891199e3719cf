// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.machine;

import static dev.reprise.orchestrator.machine.Role.GENERATOR;
import static dev.reprise.orchestrator.machine.Role.RESPONDER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.orchestrator.machine.Outcome.Broken;
import dev.reprise.orchestrator.machine.Outcome.Cancelled;
import dev.reprise.orchestrator.machine.Outcome.Completed;
import dev.reprise.orchestrator.machine.ReplayEffect.AwaitStored;
import dev.reprise.orchestrator.machine.ReplayEffect.Begin;
import dev.reprise.orchestrator.machine.ReplayEffect.Conclude;
import dev.reprise.orchestrator.machine.ReplayEffect.Stop;
import dev.reprise.orchestrator.machine.ReplayEvent.AgentDone;
import dev.reprise.orchestrator.machine.ReplayEvent.AgentLost;
import dev.reprise.orchestrator.machine.ReplayEvent.AgentReady;
import dev.reprise.orchestrator.machine.ReplayEvent.StopRequested;
import dev.reprise.orchestrator.machine.ReplayEvent.Stored;
import dev.reprise.orchestrator.machine.ReplayEvent.SutReady;
import dev.reprise.orchestrator.machine.ReplayEvent.TimedOut;
import dev.reprise.orchestrator.machine.ReplayState.Draining;
import dev.reprise.orchestrator.machine.ReplayState.Ended;
import dev.reprise.orchestrator.machine.ReplayState.Preparing;
import dev.reprise.orchestrator.machine.ReplayState.Reporting;
import dev.reprise.orchestrator.machine.ReplayState.Running;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReplayMachineTest {

  private static final Set<Role> BOTH = Set.of(GENERATOR, RESPONDER);
  private static final Preparing FRESH = new Preparing(BOTH, Set.of(), false);
  private static final Preparing NEARLY = new Preparing(BOTH, Set.of(RESPONDER), true);
  private static final Running RUNNING = new Running(BOTH);
  private static final Running MOCKING = new Running(Set.of(RESPONDER));
  private static final Draining DRAINING = new Draining(Set.of(RESPONDER), new Completed());
  private static final Reporting REPORTING = new Reporting(new Completed());
  private static final Ended ENDED = new Ended(new Completed());
  private static final Broken NO_WORD = new Broken("the generator: gone");

  /** Every state with every event: what follows, and what is asked for. */
  static List<Arguments> table() {
    return List.of(
        row(FRESH, new AgentReady(RESPONDER), new Preparing(BOTH, Set.of(RESPONDER), false)),
        row(FRESH, new SutReady(), new Preparing(BOTH, Set.of(), true)),
        row(
            FRESH,
            new AgentDone(GENERATOR, ""),
            new Draining(
                Set.of(RESPONDER), new Broken("the generator ended before the replay began")),
            new Stop(RESPONDER, "the generator ended before the replay began")),
        row(
            FRESH,
            new AgentLost(GENERATOR, "gone"),
            new Draining(Set.of(RESPONDER), NO_WORD),
            new Stop(RESPONDER, "the generator: gone")),
        row(
            FRESH,
            new StopRequested("by me"),
            new Draining(BOTH, new Cancelled("by me")),
            new Stop(GENERATOR, "by me"),
            new Stop(RESPONDER, "by me")),
        row(
            FRESH,
            new TimedOut("late"),
            new Draining(BOTH, new Broken("late")),
            new Stop(GENERATOR, "late"),
            new Stop(RESPONDER, "late")),
        row(FRESH, new Stored(), FRESH),
        row(NEARLY, new AgentReady(GENERATOR), RUNNING, new Begin(RESPONDER), new Begin(GENERATOR)),
        row(RUNNING, new AgentReady(GENERATOR), RUNNING),
        row(RUNNING, new SutReady(), RUNNING),
        row(
            RUNNING,
            new AgentDone(GENERATOR, ""),
            DRAINING,
            new Stop(RESPONDER, "the replay is complete")),
        row(
            RUNNING,
            new AgentDone(GENERATOR, "no snapshot"),
            new Draining(Set.of(RESPONDER), new Broken("no snapshot")),
            new Stop(RESPONDER, "no snapshot")),
        row(
            RUNNING,
            new AgentDone(RESPONDER, ""),
            new Draining(Set.of(GENERATOR), new Broken("the responder ended too early")),
            new Stop(GENERATOR, "the responder ended too early")),
        row(
            RUNNING,
            new AgentLost(GENERATOR, "gone"),
            new Draining(Set.of(RESPONDER), NO_WORD),
            new Stop(RESPONDER, "the generator: gone")),
        row(
            RUNNING,
            new StopRequested("by me"),
            new Draining(BOTH, new Cancelled("by me")),
            new Stop(GENERATOR, "by me"),
            new Stop(RESPONDER, "by me")),
        row(
            RUNNING,
            new TimedOut("late"),
            new Draining(BOTH, new Broken("late")),
            new Stop(GENERATOR, "late"),
            new Stop(RESPONDER, "late")),
        row(RUNNING, new Stored(), RUNNING),
        row(
            MOCKING,
            new StopRequested("by me"),
            DRAINING,
            new Stop(RESPONDER, "the replay is complete")),
        row(DRAINING, new AgentReady(GENERATOR), DRAINING),
        row(DRAINING, new SutReady(), DRAINING),
        row(DRAINING, new AgentDone(RESPONDER, ""), REPORTING, new AwaitStored()),
        row(
            DRAINING,
            new AgentDone(RESPONDER, "lost pairs"),
            new Reporting(new Broken("the responder: lost pairs")),
            new AwaitStored()),
        row(
            DRAINING,
            new AgentLost(RESPONDER, "gone"),
            new Reporting(new Broken("the responder: gone")),
            new AwaitStored()),
        row(DRAINING, new AgentLost(GENERATOR, "ended as it should"), DRAINING),
        row(DRAINING, new AgentDone(GENERATOR, "again"), DRAINING),
        row(DRAINING, new StopRequested("by me"), DRAINING),
        row(DRAINING, new TimedOut("late"), new Reporting(new Broken("late")), new AwaitStored()),
        row(DRAINING, new Stored(), DRAINING),
        row(REPORTING, new AgentReady(GENERATOR), REPORTING),
        row(REPORTING, new SutReady(), REPORTING),
        row(REPORTING, new AgentDone(RESPONDER, ""), REPORTING),
        row(REPORTING, new AgentLost(RESPONDER, "gone"), REPORTING),
        row(REPORTING, new StopRequested("by me"), REPORTING),
        row(REPORTING, new TimedOut("late"), REPORTING),
        row(REPORTING, new Stored(), ENDED, new Conclude(new Completed())),
        row(ENDED, new AgentReady(GENERATOR), ENDED),
        row(ENDED, new SutReady(), ENDED),
        row(ENDED, new AgentDone(RESPONDER, "x"), ENDED),
        row(ENDED, new AgentLost(RESPONDER, "x"), ENDED),
        row(ENDED, new StopRequested("x"), ENDED),
        row(ENDED, new TimedOut("x"), ENDED),
        row(ENDED, new Stored(), ENDED));
  }

  @ParameterizedTest
  @MethodSource("table")
  void everyEventHasItsPlaceInEveryState(
      ReplayState state, ReplayEvent event, ReplayState next, List<ReplayEffect> effects) {
    var step = ReplayMachine.on(state, event);

    assertThat(step.state()).isEqualTo(next);
    assertThat(step.effects()).containsExactlyInAnyOrderElementsOf(effects);
  }

  @Test
  void theSystemUnderTestIsAwaitedOnlyWhereTheGeneratorCallsIt() {
    assertThat(ReplayMachine.start(Set.of(RESPONDER), true))
        .isEqualTo(new Preparing(Set.of(RESPONDER), Set.of(), true));
    assertThat(ReplayMachine.start(BOTH, true)).isEqualTo(FRESH);
  }

  @Test
  void theSystemUnderTestMayStartOnceTheResponderListens() {
    assertThat(FRESH.isWaitingForSut()).isFalse();
    assertThat(new Preparing(BOTH, Set.of(RESPONDER), false).isWaitingForSut()).isTrue();
    assertThat(new Preparing(Set.of(GENERATOR), Set.of(), false).isWaitingForSut()).isTrue();
  }

  private static Arguments row(
      ReplayState state, ReplayEvent event, ReplayState next, ReplayEffect... effects) {
    return Arguments.of(state, event, next, new ArrayList<>(List.of(effects)));
  }
}
