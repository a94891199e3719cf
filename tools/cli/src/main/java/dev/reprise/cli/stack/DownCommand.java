// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.stack;

import dev.reprise.cli.context.CommandContext;
import dev.reprise.command.ExitStatus;
import java.util.Map;
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
    try (var progress = context.progress()) {
      boolean wasUp = context.stack().down(part -> progress.say(StackView.line(part)));
      progress.say(wasUp ? "The stack is down." : "The stack was not up.");
      if (!context.printer().isForPeople()) {
        context.printer().detail(Map.of("was_up", wasUp));
      }
    }
    return ExitStatus.OK;
  }
}
