// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator;

import dev.reprise.command.ExitStatus;
import dev.reprise.generator.run.AloneReplay;
import dev.reprise.traffic.report.HtmlReport;
import dev.reprise.traffic.report.JUnitReport;
import dev.reprise.traffic.report.Report;
import dev.reprise.traffic.report.ReportJson;
import dev.reprise.traffic.report.TextReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Replays a snapshot's file without an orchestrator. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Replays a snapshot's file without an orchestrator, and prints the report.",
      "Exits with 0 when every goal held, 1 when one did not, 3 when nothing may be concluded."
    })
final class RunCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--snapshot-file",
      required = true,
      paramLabel = "FILE",
      description = "The snapshot's artifact.")
  private Path snapshotFile = Path.of("");

  @Option(
      names = "--target",
      paramLabel = "URL",
      description = "The system under test, e.g. http://127.0.0.1:8080; else the config's target.")
  private Optional<String> target = Optional.empty();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The test config, JSON or YAML (docs/test-config.schema.json).")
  private Optional<Path> config = Optional.empty();

  @Option(names = "--report-json", paramLabel = "FILE", description = "Writes the report as JSON.")
  private Optional<Path> reportJson = Optional.empty();

  @Option(
      names = "--report-junit",
      paramLabel = "FILE",
      description = "Writes the report as JUnit XML.")
  private Optional<Path> reportJunit = Optional.empty();

  @Option(
      names = "--report-html",
      paramLabel = "FILE",
      description = "Writes the report as one HTML page.")
  private Optional<Path> reportHtml = Optional.empty();

  @Override
  public Integer call() throws IOException, InterruptedException {
    var report = new AloneReplay(snapshotFile, target, config).run();
    spec.commandLine().getOut().print(TextReport.render(report));
    spec.commandLine().getOut().flush();
    write(report);
    return switch (report.verdict()) {
      case PASSED -> ExitStatus.OK;
      case FAILED -> ExitStatus.GOALS_MISSED;
      case INVALID -> ExitStatus.FAILED;
    };
  }

  private void write(Report report) throws IOException {
    if (reportJson.isPresent()) {
      Files.writeString(reportJson.get(), ReportJson.writePretty(report));
    }
    if (reportJunit.isPresent()) {
      Files.writeString(reportJunit.get(), JUnitReport.render(report));
    }
    if (reportHtml.isPresent()) {
      Files.writeString(reportHtml.get(), HtmlReport.render(report));
    }
  }
}
