// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.orchestrator.operator.api.TrafficReplayStatus.Outcome;
import dev.reprise.orchestrator.operator.api.TrafficReplayStatus.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every state with every event. */
class LifeTest {

  private static final Outcome PASSED = new Outcome(Phase.Passed, "GoalsMet", "");
  private static final Outcome BROKEN = new Outcome(Phase.Error, "RunInvalid", "");
  private static final Outcome WHY = new Outcome(Phase.Error, "Why", "");

  private static final Map<String, LifeEvent> EVENTS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("admitted", new LifeEvent.Admitted()),
              Map.entry("refused", new LifeEvent.Refused("R", "m")),
              Map.entry("busy", new LifeEvent.Busy("m")),
              Map.entry("mocks", new LifeEvent.MocksReady()),
              Map.entry("workloads", new LifeEvent.WorkloadsReady()),
              Map.entry("passed", new LifeEvent.RunEnded(PASSED)),
              Map.entry("broken", new LifeEvent.RunEnded(BROKEN)),
              Map.entry("lost", new LifeEvent.RunLost()),
              Map.entry("disturbed", new LifeEvent.Disturbed("D", "m")),
              Map.entry("stop", new LifeEvent.StopAsked("m")),
              Map.entry("late", new LifeEvent.TimedOut("m")),
              Map.entry("collected", new LifeEvent.Collected()),
              Map.entry("restored", new LifeEvent.Restored()),
              Map.entry("blocked", new LifeEvent.RestoreBlocked("m"))));

  private static final Map<String, LifeState> STATES =
      new TreeMap<>(
          Map.of(
              "pending", new LifeState.Pending(),
              "waiting", new LifeState.Waiting(),
              "preparing", new LifeState.Preparing(1),
              "patching", new LifeState.Patching(1),
              "running", new LifeState.Running(1),
              "running-3", new LifeState.Running(3),
              "stopping", new LifeState.Stopping(1, WHY),
              "collecting", new LifeState.Collecting(PASSED),
              "restoring", new LifeState.Restoring(PASSED),
              "finished", new LifeState.Finished(PASSED)));

  /** What moves; every pair that is not named here stays. */
  private static final String TABLE =
      """
      pending admitted Preparing 1
      pending busy Waiting
      pending refused Restoring R
      pending stop Restoring Cancelled
      pending late Restoring TimedOut
      waiting admitted Preparing 1
      waiting busy Waiting
      waiting refused Restoring R
      waiting stop Restoring Cancelled
      waiting late Restoring TimedOut
      preparing mocks Patching 1
      preparing refused Stopping R
      preparing disturbed Stopping D
      preparing stop Stopping Cancelled
      preparing late Stopping TimedOut
      preparing passed Collecting GoalsMet
      preparing broken Collecting RunInvalid
      preparing lost Preparing 2
      patching workloads Running 1
      patching refused Stopping R
      patching disturbed Stopping D
      patching stop Stopping Cancelled
      patching late Stopping TimedOut
      patching passed Collecting GoalsMet
      patching broken Collecting RunInvalid
      patching lost Preparing 2
      running refused Stopping R
      running disturbed Stopping D
      running stop Stopping Cancelled
      running late Stopping TimedOut
      running passed Collecting GoalsMet
      running broken Collecting RunInvalid
      running lost Preparing 2
      running-3 refused Stopping R
      running-3 disturbed Stopping D
      running-3 stop Stopping Cancelled
      running-3 late Stopping TimedOut
      running-3 passed Collecting GoalsMet
      running-3 broken Collecting RunInvalid
      running-3 lost Collecting OrchestratorLost
      stopping passed Collecting GoalsMet
      stopping broken Collecting Why
      stopping lost Collecting Why
      stopping late Collecting Why
      collecting collected Restoring GoalsMet
      restoring restored Finished GoalsMet
      restoring blocked Finished GoalsMet
      """;

  @Test
  void movesAsTheTableSays() {
    var seen = new ArrayList<String>();
    STATES.forEach((stateName, state) ->
        EVENTS.forEach((eventName, event) -> {
          var next = Life.on(state, event);
          if (!next.equals(state) || (stateName.equals("waiting") && eventName.equals("busy"))) {
            seen.add(stateName + " " + eventName + " " + shown(next));
          }
        }));

    assertThat(seen).containsExactlyInAnyOrderElementsOf(List.of(TABLE.split("\n")));
  }

  @ParameterizedTest
  @CsvSource({"Pending,false", "Waiting,false", "Running,false", "Passed,true", "Error,true"})
  void onlyTheLastPhasesAreFinal(Phase phase, boolean isFinal) {
    assertThat(phase.isFinal()).isEqualTo(isFinal);
  }

  private static String shown(LifeState state) {
    return switch (state) {
      case LifeState.Pending _ -> "Pending";
      case LifeState.Waiting _ -> "Waiting";
      case LifeState.Preparing(int attempt) -> "Preparing " + attempt;
      case LifeState.Patching(int attempt) -> "Patching " + attempt;
      case LifeState.Running(int attempt) -> "Running " + attempt;
      case LifeState.Stopping(int _, Outcome why) -> "Stopping " + why.reason();
      case LifeState.Collecting(Outcome outcome) -> "Collecting " + outcome.reason();
      case LifeState.Restoring(Outcome outcome) -> "Restoring " + outcome.reason();
      case LifeState.Finished(Outcome outcome) -> "Finished " + outcome.reason();
    };
  }
}
