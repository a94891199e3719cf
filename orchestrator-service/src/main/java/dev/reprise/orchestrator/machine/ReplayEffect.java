// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.machine;

/** What the machine asks of the world; carried out in order. */
public sealed interface ReplayEffect {

  /** Let this agent begin. */
  record Begin(Role role) implements ReplayEffect {}

  /** Ask this agent to finish what it is doing and to say so. */
  record Stop(Role role, String reason) implements ReplayEffect {}

  /**
   * Wait until what the agents shipped is in the warehouse, then say {@link ReplayEvent.Stored}.
   */
  record AwaitStored() implements ReplayEffect {}

  /** Judge the figures and end. */
  record Conclude(Outcome outcome) implements ReplayEffect {}
}
