// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.run;

import io.smallrye.mutiny.Uni;

/** Asks query-service. */
public interface StoredPairs {

  /** How many pairs of a replay the warehouse holds. Lazy. */
  Uni<Long> countOf(String replayId);
}
