// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.runs;

import dev.reprise.orchestrator.replay.ReplayInfo;
import dev.reprise.orchestrator.replay.ReplayRequest;
import dev.reprise.traffic.error.AppException;
import java.util.Optional;

/**
 * The replays of this service whose agents the operator runs.
 *
 * <p><b>Threads:</b> any but an event loop; every method blocks for a bounded time.
 */
public interface Runs {

  /**
   * A replay as it is known.
   *
   * @param info where it stands
   * @param isLost whether this service was restarted in the middle of it: it will never end by
   *     itself
   */
  record Known(ReplayInfo info, boolean isLost) {}

  /**
   * Makes a replay known, so that agents can join it. One that is known already stays as it is.
   *
   * @throws AppException if it cannot be run; of kind OVERLOAD if it can be later
   */
  void start(String replayId, ReplayRequest request);

  /** A replay by its id. */
  Optional<Known> find(String replayId);

  /** Lets the generator begin as soon as it is ready. */
  void sutReady(String replayId);

  /** Asks a replay to end; one that has ended, or is not known, stays as it is. */
  void stop(String replayId, String reason);
}
