// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.run;

import dev.reprise.orchestrator.replay.ReplayInfo;

/** Where a replay's agents run: as processes beside this service, or in a cluster. */
@FunctionalInterface
public interface AgentRuntime {

  /**
   * Starts the agents of a replay, as far as they are not started otherwise. Called on a worker
   * thread; may block. An agent that cannot be started is told to the run as lost.
   */
  void start(ReplayRun run, ReplayInfo info);
}
