// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.agent;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where an agent finds the others.
 *
 * @param orchestrator as {@code host:port}
 * @param replayId which replay it takes part in
 * @param snapshotAddress of snapshot-service
 * @param ingestAddress of ingest-service
 * @param workDir for what it downloads
 * @param secretsDir holds values that header values may refer to, a folder a secret and a file a
 *     key; empty where there are none
 * @param token shared between the parts of Reprise; may be empty
 */
public record AgentOptions(
    String orchestrator,
    String replayId,
    String snapshotAddress,
    String ingestAddress,
    Path workDir,
    Optional<Path> secretsDir,
    String token) {

  /** Without the token. */
  @Override
  public String toString() {
    return "replay " + replayId + " of " + orchestrator;
  }
}
