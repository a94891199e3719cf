// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.stack;

import dev.reprise.cli.context.CommandContext;
import dev.reprise.cli.output.Printer;
import dev.reprise.command.CountConverter;
import dev.reprise.command.ExitStatus;
import dev.reprise.localstack.LogLine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what parts of the local stack said. */
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description = "Shows what the parts of the local stack said last.",
    footerHeading = "%nExample:%n",
    footer = "  reprise logs ingest supervisor --follow")
public final class LogsCommand implements Callable<Integer> {

  @Mixin private CommandContext context = new CommandContext();

  @Parameters(
      arity = "0..*",
      paramLabel = "PART",
      description =
          "Only these (default: all), as 'reprise status' names them; 'supervisor' is one, too.")
  private List<String> parts = List.of();

  @Option(
      names = {"-f", "--follow"},
      description = "Go on showing what is added, until interrupted.")
  private boolean isFollowing;

  @Option(
      names = {"-n", "--lines"},
      defaultValue = "40",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "How many lines of each to begin with (default: ${DEFAULT-VALUE}).")
  private int lines;

  @Override
  public Integer call() {
    var printer = context.printer();
    boolean isOne = parts.size() == 1;
    context.stack().logs(parts, lines, isFollowing, line -> print(printer, line, isOne));
    // Following ends by an interruption only, which it tells by this.
    return Thread.interrupted() ? ExitStatus.INTERRUPTED : ExitStatus.OK;
  }

  private static void print(Printer printer, LogLine line, boolean isOne) {
    if (printer.isForPeople()) {
      printer.text(isOne ? line.text() : line.part() + " | " + line.text());
    } else {
      var row = new LinkedHashMap<String, Object>();
      row.put("part", line.part());
      row.put("text", line.text());
      printer.streamed(List.of(), List.of(), row);
    }
  }
}
