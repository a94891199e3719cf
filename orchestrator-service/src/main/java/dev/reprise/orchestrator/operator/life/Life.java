// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.life;

import dev.reprise.orchestrator.operator.api.TrafficReplayStatus.Outcome;
import dev.reprise.orchestrator.operator.api.TrafficReplayStatus.Phase;
import dev.reprise.orchestrator.operator.life.LifeEvent.Admitted;
import dev.reprise.orchestrator.operator.life.LifeEvent.Busy;
import dev.reprise.orchestrator.operator.life.LifeEvent.Collected;
import dev.reprise.orchestrator.operator.life.LifeEvent.Disturbed;
import dev.reprise.orchestrator.operator.life.LifeEvent.MocksReady;
import dev.reprise.orchestrator.operator.life.LifeEvent.Refused;
import dev.reprise.orchestrator.operator.life.LifeEvent.RestoreBlocked;
import dev.reprise.orchestrator.operator.life.LifeEvent.Restored;
import dev.reprise.orchestrator.operator.life.LifeEvent.RunEnded;
import dev.reprise.orchestrator.operator.life.LifeEvent.RunLost;
import dev.reprise.orchestrator.operator.life.LifeEvent.StopAsked;
import dev.reprise.orchestrator.operator.life.LifeEvent.TimedOut;
import dev.reprise.orchestrator.operator.life.LifeEvent.WorkloadsReady;
import dev.reprise.orchestrator.operator.life.LifeState.Collecting;
import dev.reprise.orchestrator.operator.life.LifeState.Finished;
import dev.reprise.orchestrator.operator.life.LifeState.Patching;
import dev.reprise.orchestrator.operator.life.LifeState.Pending;
import dev.reprise.orchestrator.operator.life.LifeState.Preparing;
import dev.reprise.orchestrator.operator.life.LifeState.Restoring;
import dev.reprise.orchestrator.operator.life.LifeState.Running;
import dev.reprise.orchestrator.operator.life.LifeState.Stopping;
import dev.reprise.orchestrator.operator.life.LifeState.Waiting;

/**
 * The rules by which a TrafficReplay lives: a pure function from a state and what was found out to
 * the next state. What a state wants of the cluster is brought about before anything is found out
 * in it, and can be brought about twice; so the operator may be killed between any two steps.
 *
 * <pre>
 *   Pending <--> Waiting
 *      |            |
 *      +------------+--> Preparing --> Patching --> Running --ended------------> Collecting --> Restoring --> Finished
 *      |                    ^   |          |           |                             ^
 *      |                    +---+--lost----+-----------+--stop, time--> Stopping ----+
 *      +--refused, stopped, too late------------------------------------------------------------------------> Finished
 * </pre>
 */
public final class Life {

  /** How often a run is begun when the orchestrator is lost in the middle. */
  public static final int MAX_ATTEMPTS = 3;

  private Life() {}

  /** Applies what was found out; what does not concern a state leaves it as it is. */
  public static LifeState on(LifeState state, LifeEvent event) {
    return switch (state) {
      case Pending _, Waiting _ -> beforeAnythingIsDone(state, event);
      case Preparing(int attempt) -> whilePreparing(state, attempt, event);
      case Patching(int attempt) -> whilePatching(state, attempt, event);
      case Running(int attempt) -> whileRunning(state, attempt, event);
      case Stopping stopping -> whileStopping(stopping, event);
      case Collecting(Outcome outcome) ->
          event instanceof Collected ? new Restoring(outcome) : state;
      case Restoring(Outcome outcome) ->
          event instanceof Restored || event instanceof RestoreBlocked
              ? new Finished(outcome)
              : state;
      case Finished _ -> state;
    };
  }

  // Holds on workloads may be there already, so even these go through Restoring.
  private static LifeState beforeAnythingIsDone(LifeState state, LifeEvent event) {
    return switch (event) {
      case Admitted() -> new Preparing(1);
      case Busy _ -> new Waiting();
      case Refused(String reason, String message) -> new Restoring(error(reason, message));
      case StopAsked(String message) -> new Restoring(cancelled(message));
      case TimedOut(String message) -> new Restoring(timedOut(message));
      case MocksReady _,
          WorkloadsReady _,
          RunEnded _,
          RunLost _,
          Disturbed _,
          Collected _,
          Restored _,
          RestoreBlocked _ ->
          state;
    };
  }

  private static LifeState whilePreparing(LifeState state, int attempt, LifeEvent event) {
    return event instanceof MocksReady ? new Patching(attempt) : interrupted(state, attempt, event);
  }

  private static LifeState whilePatching(LifeState state, int attempt, LifeEvent event) {
    return event instanceof WorkloadsReady
        ? new Running(attempt)
        : interrupted(state, attempt, event);
  }

  private static LifeState whileRunning(LifeState state, int attempt, LifeEvent event) {
    return interrupted(state, attempt, event);
  }

  private static LifeState interrupted(LifeState state, int attempt, LifeEvent event) {
    return switch (event) {
      case Refused(String reason, String message) -> new Stopping(attempt, error(reason, message));
      case Disturbed(String reason, String message) ->
          new Stopping(attempt, error(reason, message));
      case StopAsked(String message) -> new Stopping(attempt, cancelled(message));
      case TimedOut(String message) -> new Stopping(attempt, timedOut(message));
      case RunEnded(Outcome outcome) -> new Collecting(outcome);
      case RunLost() ->
          attempt < MAX_ATTEMPTS
              ? new Preparing(attempt + 1)
              : new Collecting(
                  error(
                      "OrchestratorLost",
                      "orchestrator-service was restarted in each of %d attempts"
                          .formatted(MAX_ATTEMPTS)));
      case Admitted _,
          Busy _,
          MocksReady _,
          WorkloadsReady _,
          Collected _,
          Restored _,
          RestoreBlocked _ ->
          state;
    };
  }

  private static LifeState whileStopping(Stopping state, LifeEvent event) {
    return switch (event) {
      // A replay whose normal end is to be stopped has a verdict all the same.
      case RunEnded(Outcome outcome)
          when outcome.phase() == Phase.Passed || outcome.phase() == Phase.Failed ->
          new Collecting(outcome);
      case RunEnded _, RunLost _, TimedOut _ -> new Collecting(state.why());
      case Admitted _,
          Refused _,
          Busy _,
          MocksReady _,
          WorkloadsReady _,
          Disturbed _,
          StopAsked _,
          Collected _,
          Restored _,
          RestoreBlocked _ ->
          state;
    };
  }

  private static Outcome error(String reason, String message) {
    return new Outcome(Phase.Error, reason, message);
  }

  private static Outcome cancelled(String message) {
    return new Outcome(Phase.Cancelled, "Cancelled", message);
  }

  private static Outcome timedOut(String message) {
    return new Outcome(Phase.Error, "TimedOut", message);
  }
}
