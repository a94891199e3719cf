// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.life;

import dev.reprise.orchestrator.operator.api.TrafficReplayStatus.Outcome;

/** What can be found out about a TrafficReplay. */
public sealed interface LifeEvent {

  /** It can be run, and its workloads are held for it. */
  record Admitted() implements LifeEvent {}

  /** It cannot be run. */
  record Refused(String reason, String message) implements LifeEvent {}

  /** It can be run, but not now. */
  record Busy(String message) implements LifeEvent {}

  /** The responder has loaded the snapshot, or none takes part. */
  record MocksReady() implements LifeEvent {}

  /** Every workload is led to the responder and ready. */
  record WorkloadsReady() implements LifeEvent {}

  /** The orchestrator's replay has ended, of its own accord or because it was asked to. */
  record RunEnded(Outcome outcome) implements LifeEvent {}

  /** The orchestrator was restarted in the middle, and knows nothing of its replay any more. */
  record RunLost() implements LifeEvent {}

  /** Something outside makes the run worthless: a workload was changed, a Job failed. */
  record Disturbed(String reason, String message) implements LifeEvent {}

  /** Somebody wants it to end. */
  record StopAsked(String message) implements LifeEvent {}

  /** It took longer than it may. */
  record TimedOut(String message) implements LifeEvent {}

  /** What can be kept is kept. */
  record Collected() implements LifeEvent {}

  /** Everything is as it was. */
  record Restored() implements LifeEvent {}

  /** Something is left that only a person can put right. */
  record RestoreBlocked(String message) implements LifeEvent {}
}
