// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.stack;

import dev.reprise.cli.context.CommandContext;
import dev.reprise.cli.output.Progress;
import dev.reprise.localstack.LocalStack;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops the local stack. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = "Stops the local stack and leaves nothing running. Data stays.")
public final class DownCommand implements Callable<Integer> {

  @Mixin private CommandContext context = new CommandContext();

  @Override
  public Integer call() throws InterruptedException {
    try (var progress = Progress.onStandardError()) {
      boolean ran =
          LocalStack.open(context.home())
              .down(part -> progress.say("  " + part.name() + ": " + part.state()));
      progress.say(ran ? "The stack is down." : "The stack was not up.");
    }
    return 0;
  }
}
