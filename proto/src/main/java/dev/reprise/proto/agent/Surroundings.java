// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.proto.agent;

import java.nio.file.Path;

/**
 * Where an agent finds the others.
 *
 * @param replayId which replay it takes part in
 * @param orchestrator as {@code host:port}
 * @param snapshots snapshot-service, as {@code host:port}
 * @param ingest ingest-service, as {@code host:port}
 * @param workDirectory for what it downloads
 * @param token shared between the parts of Reprise; may be empty
 */
public record Surroundings(
    String replayId,
    String orchestrator,
    String snapshots,
    String ingest,
    Path workDirectory,
    String token) {

  /** Without the token. */
  @Override
  public String toString() {
    return "replay " + replayId + " of " + orchestrator;
  }
}
