// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reprise.cli.context.CommandContext;
import dev.reprise.cli.output.Printer;
import dev.reprise.proto.replay.v1.GetReportRequest;
import dev.reprise.traffic.report.Report;
import dev.reprise.traffic.report.ReportJson;
import dev.reprise.traffic.report.TextReport;
import java.util.Map;

/** How a report looks. */
final class ReportView {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ReportView() {}

  static Report fetch(CommandContext context, String id) {
    return ReportJson.read(
        context
            .replays()
            .getReport(GetReportRequest.newBuilder().setId(id).build())
            .getReportJson());
  }

  static void print(Printer printer, Report report) {
    if (printer.isForPeople()) {
      printer.text(TextReport.render(report));
      return;
    }
    try {
      printer.detail(
          JSON.readValue(ReportJson.write(report), new TypeReference<Map<String, Object>>() {}));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report is JSON", e);
    }
  }
}
