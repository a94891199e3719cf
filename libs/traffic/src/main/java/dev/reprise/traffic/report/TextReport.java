// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.report;

import dev.reprise.traffic.report.Report.Cause;
import dev.reprise.traffic.report.Report.EndpointFigures;
import dev.reprise.traffic.report.Report.Fidelity;
import dev.reprise.traffic.report.Report.GoalResult;
import dev.reprise.traffic.report.Report.Latency;
import dev.reprise.traffic.report.Report.Miss;
import dev.reprise.traffic.report.Report.MissDifference;
import dev.reprise.traffic.report.Report.SlowEndpoint;
import java.util.Map;
import java.util.stream.Collectors;

/** Shows a report on a terminal, as plain text. */
public final class TextReport {

  private static final int MAX_ROWS = 40;

  private TextReport() {}

  /** The report in lines. */
  public static String render(Report report) {
    var out = new StringBuilder();
    head(report, out);
    endpoints(report, out);
    goals(report, out);
    causes(report, out);
    slow(report, out);
    misses(report, out);
    return out.toString();
  }

  private static void head(Report report, StringBuilder out) {
    var from = report.provenance();
    out.append(
        TextTable.shown(
            "%s: replay %s of %s v%d"
                .formatted(
                    report.verdict().name(),
                    from.replayId(),
                    from.snapshot(),
                    from.snapshotVersion())));
    if (!from.target().isEmpty()) {
      out.append(" against ").append(TextTable.shown(from.target()));
    }
    out.append('\n');
    for (String reason : report.reasons()) {
      out.append("  ! ").append(TextTable.printable(reason)).append('\n');
    }
    var totals = report.totals();
    out.append(
        "  requests  %d in %s s (%s/s), %s %% succeeded, %d unanswered\n"
            .formatted(
                totals.requests(),
                Shown.figure(totals.seconds()),
                Shown.rate(totals.requestsPerSecond()),
                Shown.figure(totals.successPercent()),
                totals.unanswered()));
    out.append(
        "  mocks     %s calls, %s matched%s\n"
            .formatted(
                Shown.calls(report.mocks()),
                Shown.matched(report.mocks()),
                counts(report.fidelity().mockChoices(), " (", ")")));
    fidelity(report.fidelity(), out);
  }

  private static void fidelity(Fidelity fidelity, StringBuilder out) {
    out.append(
        "  fidelity  %d values bound, %d tolerated differences, %d guesses, p99 %s ms late%s\n"
            .formatted(
                fidelity.bindings(),
                fidelity.tolerated(),
                fidelity.guesses(),
                Shown.millis(fidelity.lateness().p99Millis()),
                counts(fidelity.leftOut(), "; left out: ", "")));
  }

  private static String counts(Map<String, Long> counts, String before, String after) {
    return counts.isEmpty()
        ? ""
        : counts.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", ", before, after));
  }

  private static void endpoints(Report report, StringBuilder out) {
    if (report.endpoints().isEmpty()) {
      return;
    }
    out.append("\nEndpoints (service time in ms)\n");
    var table =
        new TextTable(
            1,
            "endpoint",
            "requests",
            "per s",
            "success",
            "p50",
            "p90",
            "p95",
            "p99",
            "recorded p95");
    for (EndpointFigures endpoint : report.endpoints().stream().limit(MAX_ROWS).toList()) {
      Latency service = endpoint.service();
      table.row(
          endpoint.endpoint(),
          String.valueOf(endpoint.requests()),
          Shown.rate(endpoint.requestsPerSecond()),
          Shown.success(endpoint),
          Shown.millis(service, Latency::p50Millis),
          Shown.millis(service, Latency::p90Millis),
          Shown.millis(service, Latency::p95Millis),
          Shown.millis(service, Latency::p99Millis),
          Shown.millis(endpoint.recorded(), Latency::p95Millis));
    }
    table.writeTo(out);
    more(report.endpoints().size(), out);
  }

  private static void goals(Report report, StringBuilder out) {
    out.append("\nGoals\n");
    var table = new TextTable(4, "", "goal", "wanted", "was");
    for (GoalResult goal : report.goals()) {
      table.row(goal.held() ? "ok" : "FAILED", goal.goal(), goal.wanted(), goal.actual());
    }
    table.writeTo(out);
  }

  private static void causes(Report report, StringBuilder out) {
    if (report.causes().isEmpty()) {
      return;
    }
    out.append("\nDifferences by cause\n");
    var table = new TextTable(5, "endpoint", "path", "kind", "expected", "actual", "requests");
    for (Cause cause : report.causes().stream().limit(MAX_ROWS).toList()) {
      table.row(
          cause.endpoint(),
          cause.path(),
          cause.kind(),
          cause.example().expected(),
          cause.example().actual(),
          String.valueOf(cause.count()));
    }
    table.writeTo(out);
    more(report.causes().size(), out);
    Shown.allowance(report).ifPresent(line -> out.append("  ").append(line).append('\n'));
  }

  private static void slow(Report report, StringBuilder out) {
    if (report.slow().isEmpty()) {
      return;
    }
    out.append("\nSlow endpoints\n");
    var table = new TextTable(1, "endpoint", "percentile", "recorded ms", "actual ms");
    for (SlowEndpoint slow : report.slow()) {
      table.row(
          slow.endpoint(),
          "p" + Shown.figure(slow.percentile()),
          Shown.millis(slow.recordedMillis()),
          Shown.millis(slow.actualMillis()));
    }
    table.writeTo(out);
  }

  private static void misses(Report report, StringBuilder out) {
    var missed = report.mocks().missed();
    if (missed.isEmpty()) {
      return;
    }
    out.append("\nCalls that were not recorded\n");
    var table = new TextTable(3, "dependency", "request", "differs in", "calls");
    for (Miss miss : missed.stream().limit(MAX_ROWS).toList()) {
      table.row(
          miss.host(),
          miss.request(),
          miss.differences().stream().map(MissDifference::path).collect(Collectors.joining(", ")),
          String.valueOf(miss.count()));
    }
    table.writeTo(out);
    more(missed.size(), out);
  }

  private static void more(int size, StringBuilder out) {
    if (size > MAX_ROWS) {
      out.append("  and ").append(size - MAX_ROWS).append(" more\n");
    }
  }
}
