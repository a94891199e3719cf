// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reprise.cli.context.CommandContext;
import dev.reprise.cli.output.Printer;
import dev.reprise.proto.map.ErrorMapper;
import dev.reprise.proto.replay.v1.GetReportRequest;
import dev.reprise.proto.replay.v1.Replay;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import dev.reprise.traffic.report.Report;
import dev.reprise.traffic.report.ReportJson;
import dev.reprise.traffic.report.TextReport;
import io.grpc.StatusRuntimeException;
import java.util.Map;
import java.util.Optional;

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

  /** Empty where a replay has left none. */
  static Optional<Report> find(CommandContext context, String id) {
    try {
      return Optional.of(fetch(context, id));
    } catch (StatusRuntimeException e) {
      if (ErrorMapper.fromStatus(e).kind() == ErrorKind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** What to tell of a replay that has neither passed nor failed. */
  static AppException noVerdict(Replay ended) {
    return new AppException(
        ErrorKind.UPSTREAM,
        "REPLAY_NOT_COMPLETED",
        "Replay %s came to no verdict, it ended as %s: %s."
            .formatted(
                ended.getId(), RunningReplay.word(ended.getPhase()), words(ended.getMessage())),
        "What it saw until then: reprise report show %s. The parts' own words: reprise logs."
            .formatted(ended.getId()));
  }

  private static String words(String message) {
    return message.isEmpty() ? "no reason was given" : message.replaceFirst("\\.$", "");
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
