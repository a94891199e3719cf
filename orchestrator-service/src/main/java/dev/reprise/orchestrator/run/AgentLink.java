// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.run;

import dev.reprise.orchestrator.replay.ReplayRequest;
import java.util.List;

/**
 * The stream to one connected agent.
 *
 * <p><b>Threads:</b> any; each call returns at once.
 */
public interface AgentLink {

  /** Tells the agent what to replay. */
  void plan(String replayId, ReplayRequest request);

  /** Lets it begin. */
  void begin();

  /** Passes on what the other agent has learnt. */
  void learn(Learnt learnt);

  /** Says that the other agent has applied everything up to this id. */
  void applied(long learntId);

  /** Asks it to finish and to say so. */
  void stop(String reason);

  /**
   * What recorded values have become in this run.
   *
   * @param id ascending within its sender
   * @param bindings in the order they were learnt
   */
  record Learnt(long id, List<Binding> bindings) {
    /** Copies the list. */
    public Learnt {
      bindings = List.copyOf(bindings);
    }
  }

  /**
   * One value.
   *
   * @param session the vuser's cycle it belongs to; empty where it is not known
   * @param recorded as in the snapshot
   * @param live as in this run
   */
  record Binding(String session, String recorded, String live) {

    /** Without the values: they may be credentials. */
    @Override
    public String toString() {
      return "binding in session '" + session + "'";
    }
  }
}
