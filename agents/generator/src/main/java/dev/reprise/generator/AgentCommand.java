// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator;

import dev.reprise.generator.agent.AgentOptions;
import dev.reprise.generator.agent.OrchestratedReplay;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes part in a replay that an orchestrator runs. */
@Command(
    name = "agent",
    mixinStandardHelpOptions = true,
    description = {
      "Takes part in a replay that an orchestrator runs.",
      "The token shared between the parts of Reprise is read from REPRISE_TOKEN.",
      "Exits with 0 when the replay ran to its end, 3 otherwise."
    })
final class AgentCommand implements Callable<Integer> {

  private static final int INCOMPLETE = 3;
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

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

  @Option(
      names = "--secrets-dir",
      paramLabel = "DIR",
      description =
          "Where header values like '$${secret:NAME/KEY}' of the test config are found: the file NAME/KEY.")
  private Optional<Path> secretsDir = Optional.empty();

  @Override
  public Integer call() throws InterruptedException {
    var token = System.getenv().getOrDefault("REPRISE_TOKEN", "");
    var replay =
        new OrchestratedReplay(
            new AgentOptions(
                orchestrator,
                replayId,
                snapshotAddress,
                ingestAddress,
                workDir,
                secretsDir,
                token));
    var ended = new CountDownLatch(1);
    var hook = Thread.ofPlatform().unstarted(() -> stop(replay, ended));
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return replay.run() ? 0 : INCOMPLETE;
    } finally {
      ended.countDown();
    }
  }

  // On a signal: what is in flight is given up, and what was seen is handed on.
  private static void stop(OrchestratedReplay replay, CountDownLatch ended) {
    replay.stop("the generator was asked to stop");
    try {
      var _ = ended.await(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
