// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.report;

import dev.reprise.traffic.diff.Difference;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.traffic.report.Report.Provenance;
import dev.reprise.traffic.report.RequestOutcome.Times;
import dev.reprise.traffic.report.RequestOutcome.Walk;
import java.util.List;

/** Outcomes for tests. */
final class Outcomes {

  static final Provenance FULL =
      new Provenance("r-1", "shop", 2, "full", "http://127.0.0.1:8080", "build 7", "smoke");

  private static final long START = 1_700_000_000_000_000_000L;

  private Outcomes() {}

  static RequestOutcome answered(String endpoint, int number, Difference... differences) {
    return timed(endpoint, number, 10, 10, differences);
  }

  static RequestOutcome timed(
      String endpoint, int number, long millis, long recordedMillis, Difference... differences) {
    long start = START + number * 1_000_000_000L;
    return new RequestOutcome(
        new PairId("rec", number + 1),
        endpoint,
        200,
        200,
        "",
        new Times(start - 5_000_000, start, start + millis * 1_000_000, recordedMillis * 1_000_000),
        List.of(differences),
        0,
        new Walk("0/0/1", 0, 0));
  }

  static RequestOutcome unanswered(String endpoint, int number, String error) {
    var answered = answered(endpoint, number);
    return new RequestOutcome(
        answered.pair(), endpoint, 200, 0, error, answered.times(), List.of(), 0, answered.walk());
  }

  static MockOutcome match(String choice) {
    return new MockOutcome(
        MockOutcome.Result.MATCH,
        "payment.shop.test",
        "POST /charges",
        "rec/9",
        choice,
        List.of(),
        START,
        2_000_000,
        "POST /charges");
  }

  static MockOutcome miss(String path, Difference... differences) {
    return new MockOutcome(
        MockOutcome.Result.MISS,
        "inventory.shop.test",
        "GET " + path,
        "rec/11",
        "",
        List.of(differences),
        START,
        1_000_000,
        "GET " + path);
  }

  static Difference changed(String path, String expected, String actual) {
    return new Difference(path, Difference.Kind.CHANGED, expected, actual);
  }
}
