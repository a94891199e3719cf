// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.replay;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import dev.reprise.traffic.report.HtmlReport;
import dev.reprise.traffic.report.JUnitReport;
import dev.reprise.traffic.report.Report;
import dev.reprise.traffic.report.ReportJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that write a report to files. */
final class ReportFiles {

  @Option(names = "--report-json", paramLabel = "FILE", description = "Write the report as JSON.")
  private Optional<Path> json = Optional.empty();

  @Option(
      names = "--report-junit",
      paramLabel = "FILE",
      description = "Write the report as JUnit XML, for pipelines.")
  private Optional<Path> junit = Optional.empty();

  @Option(
      names = "--report-html",
      paramLabel = "FILE",
      description = "Write the report as one self-contained page.")
  private Optional<Path> html = Optional.empty();

  void write(Report report) {
    json.ifPresent(file -> write(file, ReportJson.writePretty(report)));
    junit.ifPresent(file -> write(file, JUnitReport.render(report)));
    html.ifPresent(file -> write(file, HtmlReport.render(report)));
  }

  private static void write(Path file, String text) {
    try {
      var folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new AppException(
          ErrorKind.USER,
          "REPORT_NOT_WRITTEN",
          "The report could not be written to %s: %s.".formatted(file, e.getMessage()),
          "Name a file in a folder that may be written to.",
          Map.of("file", file.toString()),
          e);
    }
  }
}
