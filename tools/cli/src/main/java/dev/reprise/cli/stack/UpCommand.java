// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.stack;

import dev.reprise.cli.context.CommandContext;
import dev.reprise.command.ExitStatus;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts the local stack. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Starts the local stack.",
      "ClickHouse's engine, Kafka, PostgreSQL and the services, on loopback. Waits until "
          + "everything is ready; interrupted, it ends what it has started. Data survives restarts."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  reprise up",
      "  REPRISE_PORTS_QUERY=8402 reprise up      # ports and other settings: docs/operations.md",
      "  reprise up --only clickhouse,kafka       # back ends for tests of your own"
    })
public final class UpCommand implements Callable<Integer> {

  @Mixin private CommandContext context = new CommandContext();

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "PART",
      description = "Only these parts and what they depend on.")
  private List<String> only = List.of();

  @Override
  public Integer call() throws InterruptedException {
    try (var progress = context.progress()) {
      long begun = System.nanoTime();
      var result = context.stack().up(only, part -> progress.say(StackView.line(part)));
      progress.say(
          result.wasAlreadyUp()
              ? "The stack is already up."
              : String.format(
                  Locale.ROOT,
                  "The stack is up, after %.1f s.",
                  (System.nanoTime() - begun) / 1e9));
      StackView.print(context, result.status());
    }
    return ExitStatus.OK;
  }
}
