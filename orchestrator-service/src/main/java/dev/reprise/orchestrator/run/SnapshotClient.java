// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.run;

import dev.reprise.traffic.error.AppException;
import io.smallrye.mutiny.Uni;

/** Asks snapshot-service. */
public interface SnapshotClient {

  /**
   * The number of a version.
   *
   * @param version 0 means the newest
   * @return lazy; fails with {@link AppException} where there is no such snapshot
   */
  Uni<Integer> versionOf(String snapshot, int version);
}
