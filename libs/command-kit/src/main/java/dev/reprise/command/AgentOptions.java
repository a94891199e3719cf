// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.command;

import dev.reprise.proto.agent.Surroundings;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that an orchestrator starts a generator or a responder with. */
public final class AgentOptions {

  @Option(
      names = "--orchestrator",
      required = true,
      paramLabel = "HOST:PORT",
      description = "The orchestrator-service.")
  private String orchestrator = "";

  @Option(
      names = "--replay-id",
      required = true,
      paramLabel = "ID",
      description = "Which replay to take part in.")
  private String replayId = "";

  @Option(
      names = "--snapshot-address",
      required = true,
      paramLabel = "HOST:PORT",
      description = "The snapshot-service, to download from.")
  private String snapshotAddress = "";

  @Option(
      names = "--ingest-address",
      required = true,
      paramLabel = "HOST:PORT",
      description = "The ingest-service, to ship what is seen to.")
  private String ingestAddress = "";

  @Option(
      names = "--work-dir",
      required = true,
      paramLabel = "DIR",
      description = "For what is downloaded.")
  private Path workDir = Path.of("");

  /** Where the others are; the token they share is read from {@code REPRISE_TOKEN}. */
  public Surroundings surroundings() {
    return new Surroundings(
        replayId,
        orchestrator,
        snapshotAddress,
        ingestAddress,
        workDir,
        System.getenv().getOrDefault("REPRISE_TOKEN", ""));
  }
}
