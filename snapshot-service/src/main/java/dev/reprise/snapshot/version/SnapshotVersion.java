// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.snapshot.version;

import dev.reprise.traffic.snapshot.SnapshotManifest;

/**
 * One version of a snapshot; never changed.
 *
 * @param name of the snapshot
 * @param version from 1
 * @param rule it was cut by
 * @param artifact what it is
 * @param createdNanos since the epoch
 * @param createdBy who made it; empty where it was made before that was noted
 */
public record SnapshotVersion(
    String name,
    int version,
    SelectionRule rule,
    Artifact artifact,
    long createdNanos,
    String createdBy) {

  /**
   * A stored artifact.
   *
   * @param digest SHA-256 in hexadecimal, by which it is stored
   * @param summary its manifest without rules and blocks
   */
  public record Artifact(String digest, long sizeBytes, SnapshotManifest summary) {}
}
