// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder;

import dev.reprise.command.AgentOptions;
import dev.reprise.command.ExitStatus;
import dev.reprise.proto.agent.Participation;
import dev.reprise.responder.agent.ResponderAgent;
import dev.reprise.responder.agent.ResponderAgent.Door;
import dev.reprise.responder.serve.ResponderServer;
import dev.reprise.shipping.ReplayDelivery;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private AgentOptions options = new AgentOptions();

  @Option(
      names = "--listen",
      defaultValue = ResponderServer.LOOPBACK,
      paramLabel = "ADDRESS",
      description =
          "On which address; all of a pod's (0.0.0.0) where the application is elsewhere"
              + " (default: ${DEFAULT-VALUE}).")
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
    var surroundings = options.surroundings();
    var agent =
        new ResponderAgent(
            surroundings, new Door(address, port, caDir), ReplayDelivery.Limits.DEFAULT);
    return new Participation(surroundings, agent).run() ? ExitStatus.OK : ExitStatus.FAILED;
  }
}
