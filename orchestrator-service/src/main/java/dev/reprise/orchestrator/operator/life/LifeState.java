// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.life;

import dev.reprise.orchestrator.operator.api.TrafficReplayStatus;
import dev.reprise.orchestrator.operator.api.TrafficReplayStatus.Outcome;
import dev.reprise.orchestrator.operator.api.TrafficReplayStatus.Phase;

/** Where a TrafficReplay stands. */
public sealed interface LifeState {

  /** As its phase is called. */
  Phase phase();

  /** Not checked yet. */
  record Pending() implements LifeState {
    @Override
    public Phase phase() {
      return Phase.Pending;
    }
  }

  /** It may run, but something that it needs is held by another. */
  record Waiting() implements LifeState {
    @Override
    public Phase phase() {
      return Phase.Waiting;
    }
  }

  /**
   * Workloads are held; the responder starts and loads the snapshot.
   *
   * @param attempt from 1
   */
  record Preparing(int attempt) implements LifeState {
    @Override
    public Phase phase() {
      return Phase.Preparing;
    }
  }

  /** Workloads are led to the responder, and restart. */
  record Patching(int attempt) implements LifeState {
    @Override
    public Phase phase() {
      return Phase.Patching;
    }
  }

  /** Requests are sent, or the mocks answer. */
  record Running(int attempt) implements LifeState {
    @Override
    public Phase phase() {
      return Phase.Running;
    }
  }

  /**
   * The run was asked to end.
   *
   * @param why it was; the outcome unless the run comes to a verdict of its own
   */
  record Stopping(int attempt, Outcome why) implements LifeState {
    @Override
    public Phase phase() {
      return Phase.Stopping;
    }
  }

  /** Logs and events are kept. */
  record Collecting(Outcome outcome) implements LifeState {
    @Override
    public Phase phase() {
      return Phase.Collecting;
    }
  }

  /** Everything is put back. */
  record Restoring(Outcome outcome) implements LifeState {
    @Override
    public Phase phase() {
      return Phase.Restoring;
    }
  }

  /** Nothing changes any more. */
  record Finished(Outcome outcome) implements LifeState {
    @Override
    public Phase phase() {
      return outcome.phase();
    }
  }

  /** The state that a status tells of. */
  static LifeState of(TrafficReplayStatus status) {
    int attempt = Math.max(1, status.run().attempt());
    return switch (status.phase()) {
      case Pending -> new Pending();
      case Waiting -> new Waiting();
      case Preparing -> new Preparing(attempt);
      case Patching -> new Patching(attempt);
      case Running -> new Running(attempt);
      case Stopping -> new Stopping(attempt, outcomeOf(status));
      case Collecting -> new Collecting(outcomeOf(status));
      case Restoring -> new Restoring(outcomeOf(status));
      case Passed, Failed, Cancelled, Error -> new Finished(outcomeOf(status));
    };
  }

  private static Outcome outcomeOf(TrafficReplayStatus status) {
    var outcome = status.outcome();
    return outcome != null
        ? outcome
        : new Outcome(Phase.Error, "StatusLost", "the operator's own notes in the status are gone");
  }
}
