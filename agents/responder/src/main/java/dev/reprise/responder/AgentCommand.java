// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder;

import dev.reprise.responder.agent.AgentOptions;
import dev.reprise.responder.agent.OrchestratedResponder;
import dev.reprise.responder.serve.ResponderServer;
import java.nio.file.Path;
import java.time.Duration;
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
      "Exits with 0 when it was asked to stop and has handed everything on, 3 otherwise."
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
      names = "--listen",
      defaultValue = ResponderServer.LOOPBACK,
      paramLabel = "ADDRESS",
      description =
          "On which address; all of a pod's (0.0.0.0) where the application is elsewhere (default: ${DEFAULT-VALUE}).")
  private String address = ResponderServer.LOOPBACK;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Where to listen; 0, the default, leaves it to the plan or to chance.")
  private int port;

  @Option(
      names = "--ca-dir",
      required = true,
      paramLabel = "DIR",
      description = "The certificate authority that the application trusts; made when absent.")
  private Path caDir = Path.of("");

  @Override
  public Integer call() throws InterruptedException {
    var token = System.getenv().getOrDefault("REPRISE_TOKEN", "");
    var responder =
        new OrchestratedResponder(
            new AgentOptions(
                new AgentOptions.Services(orchestrator, snapshotAddress, ingestAddress, token),
                replayId,
                workDir,
                address,
                port,
                caDir));
    var ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().unstarted(() -> stop(responder, ended)));
    try {
      return responder.run() ? 0 : INCOMPLETE;
    } finally {
      ended.countDown();
    }
  }

  // On a signal: what was seen is handed on.
  private static void stop(OrchestratedResponder responder, CountDownLatch ended) {
    responder.stop("the responder was asked to stop");
    try {
      var _ = ended.await(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
