// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.report;

import dev.reprise.traffic.report.Report.Cause;
import dev.reprise.traffic.report.Report.EndpointFigures;
import dev.reprise.traffic.report.Report.GoalResult;
import dev.reprise.traffic.report.Report.Latency;
import dev.reprise.traffic.report.Report.Miss;
import dev.reprise.traffic.report.Report.MissDifference;
import dev.reprise.traffic.report.Report.MockEndpoint;
import dev.reprise.traffic.report.Report.SlowEndpoint;
import java.util.List;
import java.util.Map;

/**
 * Shows a report as one page that needs nothing else: no script, no font, no request to anywhere,
 * which its content security policy also forbids. Light and dark as the reader's system is.
 */
public final class HtmlReport {

  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="color-scheme" content="light dark">
      <style>
      :root { --ink: #1d2733; --dim: #5b6878; --page: #fbfbfa; --card: #ffffff; --line: #dde2e8;
        --good: #137a4b; --bad: #b3261e; --warn: #8a5a00; }
      @media (prefers-color-scheme: dark) { :root { --ink: #e4e9ef; --dim: #9aa7b5; --page: #12161b;
        --card: #1a2027; --line: #303943; --good: #5fd39a; --bad: #ff8a80; --warn: #f0c060; } }
      * { box-sizing: border-box; }
      body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 76rem; color: var(--ink);
        background: var(--page); font: 15px/1.5 system-ui, sans-serif; }
      h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.1rem; margin: 2.25rem 0 .5rem; }
      p { margin: .25rem 0; } .dim { color: var(--dim); } code { font: 13px ui-monospace, monospace; }
      .passed, .held { color: var(--good); } .failed { color: var(--bad); } .invalid { color: var(--warn); }
      dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .75rem; margin: 1.25rem 0; }
      dl div { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .6rem .8rem; }
      dt { color: var(--dim); font-size: .85rem; } dd { margin: 0; font-size: 1.15rem; font-variant-numeric: tabular-nums; }
      .scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; }
      table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
      th, td { text-align: right; padding: .4rem .7rem; border-bottom: 1px solid var(--line); vertical-align: top; white-space: nowrap; }
      tr:last-child td { border-bottom: 0; } th { font-weight: 600; font-size: .85rem; color: var(--dim); white-space: nowrap; }
      th.w, td.w { text-align: left; } td.w { white-space: normal; overflow-wrap: anywhere; min-width: 6rem; }
      </style>
      """;

  private HtmlReport() {}

  /** The report as an HTML document. */
  public static String render(Report report) {
    var page = new Markup().raw(HEAD);
    var from = report.provenance();
    page.raw("<title>")
        .text("Replay of " + from.snapshot() + ": " + report.verdict().word())
        .raw("</title>\n</head>\n<body>\n");
    head(report, page);
    tiles(report, page);
    goals(report, page);
    causes(report, page);
    slow(report, page);
    endpoints(report, page);
    mocks(report, page);
    fidelity(report, page);
    return page.raw("</body>\n</html>\n").toString();
  }

  private static void head(Report report, Markup page) {
    var from = report.provenance();
    page.raw("<h1>Replay of ")
        .text(from.snapshot() + " v" + from.snapshotVersion())
        .raw(": <span class=\"" + report.verdict().word() + "\">" + report.verdict().word())
        .raw("</span></h1>\n<p class=\"dim\">")
        .text("Replay " + from.replayId() + ", " + from.mode());
    optional(", against ", from.target(), page);
    optional(", build ", from.buildTag(), page);
    optional(", config ", from.config(), page);
    page.raw("</p>\n");
    for (String reason : report.reasons()) {
      page.raw("<p class=\"" + report.verdict().word() + "\">").text(reason).raw("</p>\n");
    }
  }

  private static void optional(String before, String value, Markup page) {
    if (!value.isEmpty()) {
      page.text(before + value);
    }
  }

  private static void tiles(Report report, Markup page) {
    var totals = report.totals();
    page.raw("<dl>\n");
    tile("requests", String.valueOf(totals.requests()), page);
    tile("succeeded", Shown.figure(totals.successPercent()) + " %", page);
    tile("requests/s", Shown.rate(totals.requestsPerSecond()), page);
    tile("p95 service time", Shown.millis(totals.service(), Latency::p95Millis) + " ms", page);
    tile("mock calls", Shown.calls(report.mocks()), page);
    tile("matched", Shown.matched(report.mocks()), page);
    page.raw("</dl>\n");
  }

  private static void tile(String name, String value, Markup page) {
    page.raw("<div><dt>").text(name).raw("</dt><dd>").text(value).raw("</dd></div>\n");
  }

  private static void goals(Report report, Markup page) {
    var table = new HtmlTable(page, "Goals", "goal", "wanted", "was", "");
    for (GoalResult goal : report.goals()) {
      table.row(goal.goal(), goal.wanted(), goal.actual(), goal.held() ? "held" : "failed");
    }
    table.end();
  }

  private static void causes(Report report, Markup page) {
    if (report.causes().isEmpty()) {
      return;
    }
    var table =
        new HtmlTable(
            page,
            "Differences by cause",
            "endpoint",
            "path",
            "kind",
            "expected",
            "actual",
            "first in",
            "#requests");
    for (Cause cause : report.causes()) {
      table.row(
          cause.endpoint(),
          cause.path(),
          cause.kind(),
          cause.example().expected(),
          cause.example().actual(),
          cause.example().pair(),
          String.valueOf(cause.count()));
    }
    table.end();
    Shown.allowance(report).ifPresent(line -> page.raw("<p>").text(line).raw("</p>\n"));
  }

  private static void slow(Report report, Markup page) {
    if (report.slow().isEmpty()) {
      return;
    }
    var table =
        new HtmlTable(
            page, "Slow endpoints", "endpoint", "#percentile", "#recorded ms", "#actual ms");
    for (SlowEndpoint slow : report.slow()) {
      table.row(
          slow.endpoint(),
          "p" + Shown.figure(slow.percentile()),
          Shown.millis(slow.recordedMillis()),
          Shown.millis(slow.actualMillis()));
    }
    table.end();
  }

  private static void endpoints(Report report, Markup page) {
    if (report.endpoints().isEmpty()) {
      return;
    }
    var table =
        new HtmlTable(
            page,
            "Endpoints (milliseconds)",
            "endpoint",
            "#requests",
            "#success",
            "#per s",
            "#service p50",
            "#p90",
            "#p95",
            "#p99",
            "#response p95",
            "#recorded p50",
            "#recorded p95");
    for (EndpointFigures endpoint : report.endpoints()) {
      Latency service = endpoint.service();
      table.row(
          endpoint.endpoint(),
          String.valueOf(endpoint.requests()),
          Shown.success(endpoint),
          Shown.rate(endpoint.requestsPerSecond()),
          Shown.millis(service, Latency::p50Millis),
          Shown.millis(service, Latency::p90Millis),
          Shown.millis(service, Latency::p95Millis),
          Shown.millis(service, Latency::p99Millis),
          Shown.millis(endpoint.response(), Latency::p95Millis),
          Shown.millis(endpoint.recorded(), Latency::p50Millis),
          Shown.millis(endpoint.recorded(), Latency::p95Millis));
    }
    table.end();
  }

  private static void mocks(Report report, Markup page) {
    var mocks = report.mocks();
    if (mocks.calls() == 0) {
      return;
    }
    var table =
        new HtmlTable(
            page, "Dependencies", "host", "endpoint", "#matches", "#misses", "#p50 ms", "#p95 ms");
    for (MockEndpoint endpoint : mocks.endpoints()) {
      table.row(
          endpoint.host(),
          endpoint.endpoint(),
          String.valueOf(endpoint.matches()),
          String.valueOf(endpoint.misses()),
          Shown.millis(endpoint.answered(), Latency::p50Millis),
          Shown.millis(endpoint.answered(), Latency::p95Millis));
    }
    table.end();
    misses(mocks.missed(), page);
  }

  private static void misses(List<Miss> missed, Markup page) {
    if (missed.isEmpty()) {
      return;
    }
    var table =
        new HtmlTable(
            page,
            "Calls that were not recorded",
            "host",
            "request",
            "nearest",
            "field",
            "recorded",
            "came",
            "#calls");
    for (Miss miss : missed) {
      String calls = String.valueOf(miss.count());
      if (miss.differences().isEmpty()) {
        table.row(miss.host(), miss.request(), miss.nearest(), "", "", "", calls);
      }
      for (MissDifference field : miss.differences()) {
        table.row(
            miss.host(),
            miss.request(),
            miss.nearest(),
            field.path(),
            field.expected(),
            field.actual(),
            calls);
      }
    }
    table.end();
  }

  private static void fidelity(Report report, Markup page) {
    var fidelity = report.fidelity();
    page.raw("<h2>How far this may be trusted</h2>\n<dl>\n");
    tile("values bound", String.valueOf(fidelity.bindings()), page);
    tile("differences tolerated", String.valueOf(fidelity.tolerated()), page);
    tile("tolerated on a guess", String.valueOf(fidelity.guesses()), page);
    tile("p99 lateness", Shown.millis(fidelity.lateness().p99Millis()) + " ms", page);
    tile("generator's cores", Shown.figure(fidelity.generatorCores()), page);
    tile("waits in vain", String.valueOf(fidelity.bindingTimeouts()), page);
    for (Map.Entry<String, Long> choice : fidelity.mockChoices().entrySet()) {
      tile("mocks: " + choice.getKey(), String.valueOf(choice.getValue()), page);
    }
    for (Map.Entry<String, Long> leftOut : fidelity.leftOut().entrySet()) {
      tile("left out: " + leftOut.getKey(), String.valueOf(leftOut.getValue()), page);
    }
    page.raw("</dl>\n");
  }
}
