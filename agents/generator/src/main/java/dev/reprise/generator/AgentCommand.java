// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator;

import dev.reprise.command.AgentOptions;
import dev.reprise.command.ExitStatus;
import dev.reprise.generator.agent.GeneratorAgent;
import dev.reprise.proto.agent.Participation;
import dev.reprise.shipping.ReplayDelivery;
import java.nio.file.Path;
import java.util.Optional;
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
      "Exits with 0 when the replay ran to its end, 3 otherwise."
    })
final class AgentCommand implements Callable<Integer> {

  @Mixin private AgentOptions options = new AgentOptions();

  @Option(
      names = "--secrets-dir",
      paramLabel = "DIR",
      description =
          "Where header values like '$${secret:NAME/KEY}' of the test config are found: the file"
              + " NAME/KEY.")
  private Optional<Path> secretsDir = Optional.empty();

  @Override
  public Integer call() throws InterruptedException {
    var surroundings = options.surroundings();
    var agent = new GeneratorAgent(surroundings, secretsDir, ReplayDelivery.Limits.DEFAULT);
    return new Participation(surroundings, agent).run() ? ExitStatus.OK : ExitStatus.FAILED;
  }
}
