// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.machine;

import java.util.Set;

/** Where a replay stands. */
public sealed interface ReplayState {

  /**
   * Agents are starting and loading the snapshot, or the system under test is still to come up.
   *
   * @param needed the agents that take part
   * @param ready those of them that have loaded the snapshot
   * @param isSutReady whether the system under test may be called
   */
  record Preparing(Set<Role> needed, Set<Role> ready, boolean isSutReady) implements ReplayState {
    /** Copies the sets. */
    public Preparing {
      needed = Set.copyOf(needed);
      ready = Set.copyOf(ready);
    }

    /** Whether only the system under test is missing for the responder's part. */
    public boolean isWaitingForSut() {
      return !isSutReady && (!needed.contains(Role.RESPONDER) || ready.contains(Role.RESPONDER));
    }
  }

  /** The agents are at work. */
  record Running(Set<Role> active) implements ReplayState {
    /** Copies the set. */
    public Running {
      active = Set.copyOf(active);
    }
  }

  /** It is over but for agents that have yet to say so. */
  record Draining(Set<Role> awaited, Outcome outcome) implements ReplayState {
    /** Copies the set. */
    public Draining {
      awaited = Set.copyOf(awaited);
    }
  }

  /** The agents are done; what they shipped is being stored. */
  record Reporting(Outcome outcome) implements ReplayState {}

  /** It has ended; nothing changes any more. */
  record Ended(Outcome outcome) implements ReplayState {}
}
