// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.report;

import dev.reprise.traffic.report.Report.Cause;
import dev.reprise.traffic.report.Report.EndpointFigures;
import dev.reprise.traffic.report.Report.GoalResult;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Shows a report as JUnit XML, as build servers read it: one test a goal, and one an endpoint; a
 * run that is invalid is one error. Failed requests fail the test of their endpoint unless the goal
 * on the success rate allows them; then they are told in its output, and the build stays green.
 */
public final class JUnitReport {

  private JUnitReport() {}

  /** The report as an XML document. */
  public static String render(Report report) {
    boolean allowed =
        report.goals().stream()
            .anyMatch(goal -> goal.goal().equals(GoalCheck.SUCCESS_RATE) && goal.held());
    long failures =
        report.goals().stream().filter(goal -> !goal.held()).count()
            + (allowed ? 0 : report.endpoints().stream().filter(JUnitReport::hasFailed).count());
    boolean invalid = report.verdict() == Report.Verdict.INVALID;
    var xml = new Markup().raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    xml.raw("<testsuite")
        .attribute("name", "replay of " + report.provenance().snapshot())
        .attribute(
            "tests",
            String.valueOf(report.goals().size() + report.endpoints().size() + (invalid ? 1 : 0)))
        .attribute("failures", String.valueOf(failures))
        .attribute("errors", invalid ? "1" : "0")
        .attribute("time", Shown.figure(report.totals().seconds()))
        .raw(">\n");
    properties(report, xml);
    if (invalid) {
      xml.raw("<testcase classname=\"replay\" name=\"validity\"><error")
          .attribute("message", String.join(" ", report.reasons()))
          .raw("/></testcase>\n");
    }
    report.goals().forEach(goal -> goal(goal, xml));
    report.endpoints().forEach(endpoint -> endpoint(endpoint, report.causes(), allowed, xml));
    return xml.raw("</testsuite>\n</testsuites>\n").toString();
  }

  private static boolean hasFailed(EndpointFigures endpoint) {
    return endpoint.succeeded() < endpoint.requests();
  }

  private static void properties(Report report, Markup xml) {
    var from = report.provenance();
    xml.raw("<properties>\n");
    property("replay", from.replayId(), xml);
    property("snapshot", from.snapshot() + " v" + from.snapshotVersion(), xml);
    property("target", from.target(), xml);
    property("build", from.buildTag(), xml);
    xml.raw("</properties>\n");
  }

  private static void property(String name, String value, Markup xml) {
    xml.raw("<property").attribute("name", name).attribute("value", value).raw("/>\n");
  }

  private static void goal(GoalResult goal, Markup xml) {
    xml.raw("<testcase classname=\"goal\"").attribute("name", goal.goal());
    if (goal.held()) {
      xml.raw("/>\n");
      return;
    }
    xml.raw("><failure")
        .attribute("message", "wanted %s, was %s".formatted(goal.wanted(), goal.actual()));
    if (goal.remedy().isEmpty()) {
      xml.raw("/></testcase>\n");
    } else {
      xml.raw(">").text(goal.remedy()).raw("</failure></testcase>\n");
    }
  }

  private static void endpoint(
      EndpointFigures endpoint, List<Cause> causes, boolean allowed, Markup xml) {
    xml.raw("<testcase classname=\"endpoint\"")
        .attribute("name", endpoint.endpoint())
        .attribute(
            "time",
            Shown.figure(endpoint.service().meanMillis() * endpoint.service().count() / 1e3));
    if (!hasFailed(endpoint)) {
      xml.raw("/>\n");
      return;
    }
    long failed = endpoint.requests() - endpoint.succeeded();
    var summary = failed + " of " + endpoint.requests() + " requests failed";
    var details =
        causes.stream()
            .filter(cause -> cause.endpoint().equals(endpoint.endpoint()))
            .map(JUnitReport::line)
            .collect(Collectors.joining("\n"));
    if (allowed) {
      xml.raw("><system-out>").text(summary + "\n" + details).raw("</system-out></testcase>\n");
    } else {
      xml.raw("><failure")
          .attribute("message", summary)
          .raw(">")
          .text(details)
          .raw("</failure></testcase>\n");
    }
  }

  private static String line(Cause cause) {
    return "%s %s in %d requests, e.g. %s: expected %s, was %s"
        .formatted(
            cause.path(),
            cause.kind(),
            cause.count(),
            cause.example().pair(),
            cause.example().expected(),
            cause.example().actual());
  }
}
