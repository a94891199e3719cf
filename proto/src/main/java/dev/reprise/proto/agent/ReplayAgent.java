// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.proto.agent;

import dev.reprise.proto.replay.v1.AgentDone;
import dev.reprise.proto.replay.v1.AgentReady;
import dev.reprise.proto.replay.v1.AgentRole;
import dev.reprise.proto.replay.v1.Bindings;
import dev.reprise.proto.replay.v1.ReplayPlan;
import dev.reprise.traffic.error.AppException;
import java.io.IOException;
import java.util.concurrent.CompletionStage;

/** What a generator or a responder does in a replay; {@link Participation} asks for it. */
public interface ReplayAgent {

  /** Which of the two it is. */
  AgentRole role();

  /**
   * Carries the plan out, up to the point from which it can begin.
   *
   * <p><b>Threads:</b> blocks; is interrupted when the replay ends meanwhile.
   *
   * <p><b>Ownership:</b> the caller closes the work.
   *
   * @param link to the orchestrator, for what the agent tells of its own accord
   * @throws AppException if the plan cannot be carried out
   */
  Work prepare(ReplayPlan plan, AgentLink link) throws IOException, InterruptedException;

  /**
   * An agent at work.
   *
   * <p><b>Threads:</b> thread-safe; only {@link #finish} and {@link #close} block.
   */
  interface Work extends AutoCloseable {

    /** What the orchestrator is told of it. */
    AgentReady ready();

    /** The replay begins. */
    void begin();

    /**
     * Takes what the other agent has learnt.
     *
     * @param applied runs once it is known here
     */
    void learn(Bindings bindings, Runnable applied);

    /** The other agent knows everything up to this id. */
    void applied(long id);

    /** Ends the work soon, whether it has begun or not. */
    void stop();

    /** Completes once nothing more will be done: of its own accord, or after {@link #stop}. */
    CompletionStage<?> over();

    /**
     * Hands on what was seen, and says what is left to say.
     *
     * @param stopped why it was stopped; empty when it ended of its own accord
     */
    Farewell finish(String stopped) throws InterruptedException;

    @Override
    void close();
  }

  /**
   * An agent's last words.
   *
   * @param done for the orchestrator
   * @param isComplete whether its part ended as it should
   */
  record Farewell(AgentDone done, boolean isComplete) {}
}
