// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.replay;

import dev.reprise.cli.context.CommandContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one report. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Shows the report of a replay, and writes it to files.")
final class ReportShowCommand implements Runnable {

  @Mixin private CommandContext context = new CommandContext();
  @Mixin private ReportFiles files = new ReportFiles();

  @Parameters(paramLabel = "REPLAY", description = "The replay's id.")
  private String id = "";

  @Override
  public void run() {
    var report = ReportView.fetch(context, id);
    files.write(report);
    ReportView.print(context.printer(), report);
  }
}
