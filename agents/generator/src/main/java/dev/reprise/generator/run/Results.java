// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.run;

import dev.reprise.traffic.pair.UnstampedPair;
import dev.reprise.traffic.report.RequestOutcome;

/**
 * Where outcomes and pairs go. Nothing is dropped: whoever sends asks {@link #isCrowded} first, and
 * waits.
 *
 * <p><b>Threads:</b> called on event loop and workers; never blocks.
 */
public interface Results {

  /**
   * What became of a request.
   *
   * @param success as judged by the run's own config
   */
  void outcome(RequestOutcome outcome, boolean success);

  /** What was seen on the wire. */
  void pair(UnstampedPair pair);

  /** Whether so much waits that no new request should be sent. */
  boolean isCrowded();
}
