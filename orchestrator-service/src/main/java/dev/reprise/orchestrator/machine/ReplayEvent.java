// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.machine;

/** What can happen to a replay. */
public sealed interface ReplayEvent {

  /** An agent has loaded the snapshot. */
  record AgentReady(Role role) implements ReplayEvent {}

  /** The caller says that the system under test is up. */
  record SutReady() implements ReplayEvent {}

  /**
   * An agent has finished, of its own accord or because it was asked to.
   *
   * @param error empty when all went as planned
   */
  record AgentDone(Role role, String error) implements ReplayEvent {}

  /** An agent's process or stream ended without a word. */
  record AgentLost(Role role, String reason) implements ReplayEvent {}

  /** Somebody wants it stopped; a responder-only replay ends well by it. */
  record StopRequested(String reason) implements ReplayEvent {}

  /** A bound on time was reached. */
  record TimedOut(String what) implements ReplayEvent {}

  /** What the agents shipped is stored, or waiting for it was given up. */
  record Stored() implements ReplayEvent {}
}
