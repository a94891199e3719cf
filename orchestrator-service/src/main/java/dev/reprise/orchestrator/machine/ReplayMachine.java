// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.machine;

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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The rules by which a replay lives: a pure function from a state and an event to the next state
 * and what it asks for.
 *
 * <pre>
 *   Preparing --all ready--> Running --generator done--> Draining --all done--> Reporting --stored--> Ended
 *       |                       |                            ^
 *       +--lost, stop, timeout--+----------------------------+
 * </pre>
 *
 * <p>An event that does not concern a state leaves it as it is: agents and callers act on their own
 * time, so late and repeated events are normal.
 */
public final class ReplayMachine {

  private ReplayMachine() {}

  /** The next state, and what to do about it in order. */
  public record Step(ReplayState state, List<ReplayEffect> effects) {
    /** Copies the list. */
    public Step {
      effects = List.copyOf(effects);
    }
  }

  /**
   * How a replay begins.
   *
   * @param needed the agents that take part; at least one
   * @param waitsForSut whether the caller will say when the system under test is up
   */
  public static ReplayState start(Set<Role> needed, boolean waitsForSut) {
    if (needed.isEmpty()) {
      throw new IllegalArgumentException("a replay needs at least one agent");
    }
    boolean sutMatters = needed.contains(Role.GENERATOR);
    return new Preparing(needed, Set.of(), !(waitsForSut && sutMatters));
  }

  /** Applies an event. */
  public static Step on(ReplayState state, ReplayEvent event) {
    return switch (state) {
      case Preparing preparing -> onPreparing(preparing, event);
      case Running running -> onRunning(running, event);
      case Draining draining -> onDraining(draining, event);
      case Reporting reporting -> onReporting(reporting, event);
      case Ended ended -> unchanged(ended);
    };
  }

  private static Step onPreparing(Preparing state, ReplayEvent event) {
    return switch (event) {
      case AgentReady(Role role) ->
          beginIfAllReady(
              new Preparing(state.needed(), with(state.ready(), role), state.isSutReady()));
      case SutReady() -> beginIfAllReady(new Preparing(state.needed(), state.ready(), true));
      case AgentDone(Role role, String error) ->
          drain(
              without(state.needed(), role),
              new Broken(
                  error.isEmpty() ? describe(role) + " ended before the replay began" : error));
      case AgentLost(Role role, String reason) ->
          drain(without(state.needed(), role), new Broken(describe(role) + ": " + reason));
      case StopRequested(String reason) -> drain(state.needed(), new Cancelled(reason));
      case TimedOut(String what) -> drain(state.needed(), new Broken(what));
      case Stored() -> unchanged(state);
    };
  }

  private static Step beginIfAllReady(Preparing state) {
    if (!state.isSutReady() || !state.ready().containsAll(state.needed())) {
      return unchanged(state);
    }
    var effects = new ArrayList<ReplayEffect>();
    // The responder first: the generator's first request may already need it.
    for (Role role : List.of(Role.RESPONDER, Role.GENERATOR)) {
      if (state.needed().contains(role)) {
        effects.add(new Begin(role));
      }
    }
    return new Step(new Running(state.needed()), effects);
  }

  private static Step onRunning(Running state, ReplayEvent event) {
    return switch (event) {
      case AgentDone(Role role, String error) when role == Role.GENERATOR ->
          drain(
              without(state.active(), role), error.isEmpty() ? new Completed() : new Broken(error));
      case AgentDone(Role role, String error) ->
          drain(
              without(state.active(), role),
              new Broken(error.isEmpty() ? describe(role) + " ended too early" : error));
      case AgentLost(Role role, String reason) ->
          drain(without(state.active(), role), new Broken(describe(role) + ": " + reason));
      case StopRequested(String reason) ->
          // Without a generator nothing else can end it: being stopped is its normal end.
          drain(
              state.active(),
              state.active().contains(Role.GENERATOR) ? new Cancelled(reason) : new Completed());
      case TimedOut(String what) -> drain(state.active(), new Broken(what));
      case AgentReady _, SutReady _, Stored _ -> unchanged(state);
    };
  }

  private static Step onDraining(Draining state, ReplayEvent event) {
    return switch (event) {
      // An agent that has said it is done ends its process next: that is no loss.
      case AgentDone(Role role, String _) when !state.awaited().contains(role) -> unchanged(state);
      case AgentLost(Role role, String _) when !state.awaited().contains(role) -> unchanged(state);
      case AgentDone(Role role, String error) ->
          awaitFewer(
              without(state.awaited(), role), worsened(state.outcome(), describe(role), error));
      case AgentLost(Role role, String reason) ->
          awaitFewer(
              without(state.awaited(), role), worsened(state.outcome(), describe(role), reason));
      case TimedOut(String what) -> awaitFewer(Set.of(), worsened(state.outcome(), "", what));
      case AgentReady _, SutReady _, StopRequested _, Stored _ -> unchanged(state);
    };
  }

  private static Step onReporting(Reporting state, ReplayEvent event) {
    return switch (event) {
      case Stored() -> new Step(new Ended(state.outcome()), List.of(new Conclude(state.outcome())));
      case AgentReady _, SutReady _, AgentDone _, AgentLost _, StopRequested _, TimedOut _ ->
          unchanged(state);
    };
  }

  private static Step drain(Set<Role> remaining, Outcome outcome) {
    if (remaining.isEmpty()) {
      return awaitFewer(remaining, outcome);
    }
    var effects = new ArrayList<ReplayEffect>();
    for (Role role : remaining) {
      effects.add(new Stop(role, reasonOf(outcome)));
    }
    return new Step(new Draining(remaining, outcome), effects);
  }

  private static Step awaitFewer(Set<Role> remaining, Outcome outcome) {
    return remaining.isEmpty()
        ? new Step(new Reporting(outcome), List.of(new AwaitStored()))
        : unchanged(new Draining(remaining, outcome));
  }

  // The first reason stands: what follows from it is noise.
  private static Outcome worsened(Outcome outcome, String who, String error) {
    return switch (outcome) {
      case Completed _ when !error.isEmpty() ->
          new Broken(who.isEmpty() ? error : who + ": " + error);
      case Completed completed -> completed;
      case Cancelled cancelled -> cancelled;
      case Broken broken -> broken;
    };
  }

  private static String reasonOf(Outcome outcome) {
    return switch (outcome) {
      case Completed() -> "the replay is complete";
      case Cancelled(String reason) -> reason;
      case Broken(String reason) -> reason;
    };
  }

  private static String describe(Role role) {
    return switch (role) {
      case GENERATOR -> "the generator";
      case RESPONDER -> "the responder";
    };
  }

  private static Set<Role> with(Set<Role> roles, Role role) {
    var more = EnumSet.of(role);
    more.addAll(roles);
    return more;
  }

  private static Set<Role> without(Set<Role> roles, Role role) {
    var fewer = EnumSet.noneOf(Role.class);
    fewer.addAll(roles);
    fewer.remove(role);
    return fewer;
  }

  private static Step unchanged(ReplayState state) {
    return new Step(state, List.of());
  }
}
