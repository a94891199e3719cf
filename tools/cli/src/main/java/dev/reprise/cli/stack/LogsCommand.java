// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.stack;

import dev.reprise.cli.context.CommandContext;
import dev.reprise.localstack.LocalStack;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what parts of the local stack said. */
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description = "Shows what the parts of the local stack said last.")
public final class LogsCommand implements Runnable {

  @Mixin private CommandContext context = new CommandContext();

  @Parameters(arity = "0..*", paramLabel = "PART", description = "Only these (default: all).")
  private List<String> parts = List.of();

  @Option(
      names = {"-f", "--follow"},
      description = "Go on showing what is added, until interrupted.")
  private boolean isFollowing;

  @Option(
      names = {"-n", "--lines"},
      defaultValue = "40",
      paramLabel = "N",
      description = "How many lines of each to begin with (default: ${DEFAULT-VALUE}).")
  private int lines;

  @Override
  public void run() {
    var printer = context.printer();
    boolean isOne = parts.size() == 1;
    LocalStack.open(context.home())
        .logs(
            parts,
            lines,
            isFollowing,
            line -> printer.text(isOne ? line.text() : line.part() + " | " + line.text()));
  }
}
