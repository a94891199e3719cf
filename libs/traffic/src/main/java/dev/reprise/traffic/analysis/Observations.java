// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.analysis;

import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.Mark;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Redaction;
import dev.reprise.traffic.rules.Maker;
import dev.reprise.traffic.rules.PlaceRule;
import dev.reprise.traffic.rules.ReplayRules;
import dev.reprise.traffic.snapshot.SnapshotManifest.Finding;
import dev.reprise.traffic.snapshot.SnapshotManifest.Severity;
import dev.reprise.traffic.value.ValueType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts what a person should know before a replay, and says it. */
final class Observations {

  private static final int MAX_NAMED = 5;

  private final Map<String, Long> redactions = new TreeMap<>();
  private long inbound;
  private long outbound;
  private long truncated;
  private long unanswered;

  void saw(RRPair pair) {
    if (pair.direction() == Direction.IN) {
      inbound++;
    } else {
      outbound++;
    }
    var marks = pair.notes().marks();
    if (marks.contains(Mark.REQUEST_TRUNCATED)
        || marks.contains(Mark.RESPONSE_TRUNCATED)
        || pair.request().body().isTruncated()) {
      truncated++;
    }
    if (pair.response().isEmpty()) {
      unanswered++;
    }
    for (Redaction redaction : pair.notes().redactions()) {
      redactions.merge(redaction.place(), 1L, Long::sum);
    }
  }

  /** All findings, the gravest first. */
  List<Finding> findings(
      ReplayRules rules, PlaceTable places, ValueTable values, PendingResponses pending) {
    var findings = new ArrayList<Finding>();
    contents(findings);
    oldCredentials(findings, places);
    redacted(findings);
    partial(findings);
    guesses(findings, rules);
    bounds(findings, places, values, pending);
    findings.sort(Comparator.comparing(Finding::severity, Comparator.reverseOrder()));
    return findings;
  }

  private void contents(List<Finding> findings) {
    if (inbound == 0) {
      findings.add(
          new Finding(
              Severity.BLOCKER,
              "There are no inbound pairs, so there is nothing to replay.",
              "Widen the filter, or replay with the responder only."));
    }
    if (outbound == 0) {
      findings.add(
          new Finding(
              Severity.INFO,
              "There are no outbound pairs, so no dependency is mocked.",
              "If the service has dependencies, record its outbound traffic too."));
    }
  }

  private static void oldCredentials(List<Finding> findings, PlaceTable places) {
    var endpoints = new TreeSet<String>();
    for (PlaceEvidence seen : places.all()) {
      boolean credential =
          seen.key().direction() == Direction.IN
              && seen.key().status() == 0
              && seen.place().toString().equals("request.header.authorization");
      if (credential
          && seen.types().contains(ValueType.JWT)
          && seen.makers().contains(Maker.CLIENT)) {
        endpoints.add(seen.key().endpoint());
      }
    }
    if (!endpoints.isEmpty()) {
      findings.add(
          new Finding(
              Severity.WARNING,
              "Some requests carry a JWT that no recorded answer had issued: "
                  + named(endpoints)
                  + ". They are sent as recorded, and refused once it has expired.",
              "Start recording before the clients log in."));
    }
  }

  private void redacted(List<Finding> findings) {
    if (!redactions.isEmpty()) {
      findings.add(
          new Finding(
              Severity.WARNING,
              "Values were taken out before storage, so they cannot be replayed: "
                  + named(redactions.keySet())
                  + ".",
              "Keep those that a replay needs, by the redaction rules, and record again."));
    }
  }

  private void partial(List<Finding> findings) {
    if (truncated > 0) {
      findings.add(
          new Finding(
              Severity.WARNING,
              truncated + " pairs have a body of which only the start was kept.",
              "Raise the bound on body copies and record again."));
    }
    if (unanswered > 0) {
      findings.add(
          new Finding(
              Severity.INFO,
              unanswered + " pairs have no response.",
              "Such a request is sent, and its answer is not compared."));
    }
  }

  private static void guesses(List<Finding> findings, ReplayRules rules) {
    long guessed =
        rules.endpoints().values().stream()
            .flatMap(endpoint -> endpoint.places().values().stream())
            .filter(PlaceRule::guessed)
            .count();
    if (guessed > 0) {
      findings.add(
          new Finding(
              Severity.INFO,
              guessed + " places were seen once, so their class is guessed from the value's type.",
              "Record the same kind of request twice to be sure."));
    }
  }

  private static void bounds(
      List<Finding> findings, PlaceTable places, ValueTable values, PendingResponses pending) {
    if (places.refused() > 0) {
      findings.add(
          new Finding(
              Severity.WARNING,
              places.refused() + " values stand at places past the bound and were not learnt from.",
              "Narrow the filter, or name endpoints whose paths hold values."));
    }
    if (values.forgotten() > 0) {
      findings.add(
          new Finding(
              Severity.WARNING,
              values.forgotten()
                  + " identifiers were forgotten at the bound; one that is used again much later"
                  + " counts as the client's own.",
              "Narrow the time range."));
    }
    if (pending.hurried() > 0) {
      findings.add(
          new Finding(
              Severity.INFO,
              pending.hurried() + " responses were looked at before their time, at the bound.",
              "Narrow the filter."));
    }
  }

  private static String named(Collection<String> names) {
    var first = String.join(", ", names.stream().limit(MAX_NAMED).toList());
    return names.size() <= MAX_NAMED
        ? first
        : first + " and " + (names.size() - MAX_NAMED) + " more";
  }
}
