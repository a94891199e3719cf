// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.report;

import static dev.reprise.traffic.report.Outcomes.FULL;
import static dev.reprise.traffic.report.Outcomes.answered;
import static dev.reprise.traffic.report.Outcomes.changed;
import static dev.reprise.traffic.report.Outcomes.match;
import static dev.reprise.traffic.report.Outcomes.miss;
import static dev.reprise.traffic.report.Outcomes.timed;
import static dev.reprise.traffic.report.Outcomes.unanswered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.traffic.config.TestConfigs;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.traffic.pair.RecordedCalls;
import dev.reprise.traffic.report.Report.Cause;
import dev.reprise.traffic.report.Report.GoalResult;
import dev.reprise.traffic.report.Report.SlowEndpoint;
import dev.reprise.traffic.report.Report.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportAccumulatorTest {

  @Test
  void passesWhenEverythingIsAsRecorded() {
    var accumulator = accumulator("");
    accumulator.planned(2);
    accumulator.add(answered("GET /a", 0));
    accumulator.add(answered("GET /a", 1));
    accumulator.add(match("exact"));

    var report = accumulator.report(FULL);

    assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
    assertThat(report.reasons()).isEmpty();
    assertThat(report.totals().successPercent()).isEqualTo(100);
    assertThat(report.totals().seconds()).isEqualTo(1.01);
    assertThat(report.totals().requestsPerSecond()).isEqualTo(1.98);
    assertThat(report.mocks().matchPercent()).isEqualTo(100);
  }

  @Test
  void failsAndSaysWhichGoalDidNotHold() {
    var accumulator = accumulator("");
    accumulator.add(answered("GET /a", 0, changed("body.$.items[0].price", "10", "11")));
    accumulator.add(answered("GET /a", 1, changed("body.$.items[7].price", "12", "13")));
    accumulator.add(answered("GET /b", 2));

    var report = accumulator.report(FULL);

    assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(report.reasons())
        .containsExactly("success rate: wanted 100 %, was 33.333 % (1 of 3)");
    assertThat(report.causes())
        .extracting(Cause::endpoint, Cause::path, Cause::kind, Cause::count)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("GET /a", "body.$.items[*].price", "changed", 2L));
    assertThat(report.causes().getFirst().example().path()).isEqualTo("body.$.items[0].price");
    assertThat(report.causes().getFirst().example().pair()).isEqualTo("rec/1");
  }

  @Test
  void oneCauseInManyItemsOfOneAnswerIsOneRequest() {
    var accumulator = accumulator("");
    accumulator.add(
        answered(
            "GET /a",
            0,
            changed("body.$[0].price", "1", "2"),
            changed("body.$[1].price", "1", "2")));

    assertThat(accumulator.report(FULL).causes())
        .singleElement()
        .extracting(Cause::count)
        .isEqualTo(1L);
  }

  @Test
  void callsAnEndpointSlowBeyondFactorAndFloorOnly() {
    var accumulator = accumulator("");
    for (int number = 0; number < 20; number++) {
      accumulator.add(timed("GET /factor-only", number, 90, 10));
      accumulator.add(timed("GET /floor-only", number, 400, 200));
      accumulator.add(timed("GET /both", number, 520, 20));
    }
    accumulator.add(timed("GET /too-few-to-tell", 5, 520, 20));
    accumulator.add(timed("GET /too-few-to-tell", 6, 520, 20));
    for (int number = 0; number < 25; number++) {
      accumulator.add(timed("GET /cold-start", number, number < 6 ? 520 : 21, 20));
    }

    var report = accumulator.report(FULL);

    assertThat(report.slow()).extracting(SlowEndpoint::endpoint).containsExactly("GET /both");
    assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(report.reasons()).containsExactly("slow endpoints: wanted none, was GET /both");
  }

  @ParameterizedTest
  @CsvSource({
    // beyond, of, expected share, slow
    "2, 2, 0.05, false",
    "3, 3, 0.05, true",
    "6, 25, 0.05, false",
    "7, 25, 0.05, true",
    "14, 100, 0.05, false",
    "15, 100, 0.05, true",
    "77, 1000, 0.05, false",
    "78, 1000, 0.05, true",
    "9, 9, 0.5, false",
    "10, 10, 0.5, true",
    "1, 1000, 0, true",
    "0, 1000, 0, false",
    "0, 0, 0.05, false",
    "1000000, 1000000, 1, false",
  })
  void wantsMoreThanChanceExplains(long beyond, long count, double expected, boolean slow) {
    assertThat(SlowEndpoints.isBeyondChance(beyond, count, expected)).isEqualTo(slow);
  }

  @Test
  void callsNothingSlowUnderAnotherLoadUnlessAsked() {
    for (String config : List.of("load: {fast: {}}", "load: {recorded: {speed: 2}}")) {
      var accumulator = accumulator(config);
      addEnough(accumulator, timed("GET /both", 0, 520, 20));

      assertThat(accumulator.report(FULL).slow()).as(config).isEmpty();
    }
    var asked = accumulator("{load: {fast: {}}, assertions: {slow: {anyLoad: true}}}");
    addEnough(asked, timed("GET /both", 0, 520, 20));

    assertThat(asked.report(FULL).slow()).hasSize(1);
  }

  private static void addEnough(ReportAccumulator accumulator, RequestOutcome outcome) {
    for (int i = 0; i < 20; i++) {
      accumulator.add(outcome);
    }
  }

  @Test
  void isInvalidWhenNotEverythingWasSent() {
    var accumulator = accumulator("");
    accumulator.planned(3);
    accumulator.add(answered("GET /a", 0));

    var report = accumulator.report(FULL);

    assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
    assertThat(report.reasons()).containsExactly("Only 1 of 3 requests were sent.");
  }

  @Test
  void isInvalidWhenTheGeneratorSaysItWasTheBottleneck() {
    var accumulator = accumulator("");
    accumulator.add(answered("GET /a", 0));
    accumulator.generatorDone(
        new AgentFigures(Report.Latency.NONE, 1, 0, 0, List.of("The generator was late.")));

    assertThat(accumulator.report(FULL).verdict()).isEqualTo(Verdict.INVALID);
  }

  @Test
  void aShareIsOnlyAHundredWhenItIsAll() {
    var accumulator = accumulator("goals: {successPercent: 99.9}");
    for (int i = 0; i < 1_000_000; i++) {
      if (i == 5) {
        accumulator.add(unanswered("GET /a", 0, "connection reset"));
      } else {
        accumulator.add(answered("GET /a", 0));
      }
    }

    var report = accumulator.report(FULL);

    assertThat(report.totals().successPercent()).isEqualTo(99.999);
    assertThat(report.totals().unanswered()).isEqualTo(1);
    assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void judgesEveryGoalOfTheConfig() {
    var accumulator =
        accumulator(
            """
            goals:
              minRequestsPerSecond: 5
              latency:
                - {percentile: 95, maxMillis: 9}
                - {endpoint: GET /a, percentile: 95, maxMillis: 11, measure: service}
                - {endpoint: GET /never, maxMillis: 11}
            """);
    accumulator.add(answered("GET /a", 0));
    accumulator.add(answered("GET /a", 1));
    accumulator.add(miss("/stock/7"));

    assertThat(accumulator.report(FULL).goals())
        .containsExactly(
            new GoalResult("success rate", "100 %", "100 % (2 of 2)", true),
            new GoalResult("throughput", "5 requests/s", "1.98 requests/s", false),
            new GoalResult("p95 response time of all requests", "at most 9 ms", "15.007 ms", false),
            new GoalResult("p95 service time of GET /a", "at most 11 ms", "10.007 ms", true),
            new GoalResult(
                "p95 response time of GET /never",
                "at most 11 ms",
                "no answer of this endpoint",
                false),
            new GoalResult("slow endpoints", "none", "none", true),
            new GoalResult("mock match rate", "100 %", "0 % (0 of 1)", false));
  }

  @Test
  void aReplayWithoutAGeneratorIsJudgedByItsMocksAlone() {
    var accumulator = accumulator("");
    accumulator.add(match("order"));

    var report =
        accumulator.report(new Report.Provenance("r", "s", 1, "responder-only", "", "", ""));

    assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
    assertThat(report.goals()).extracting(GoalResult::goal).containsExactly("mock match rate");
    assertThat(report.fidelity().mockChoices()).containsEntry("order", 1L);
  }

  @Test
  void aReplayWhoseCallsWentPastTheMocksFailsAndSaysWhatToDo() {
    var accumulator = accumulator("");
    accumulator.expect(new RecordedCalls(3, Optional.of(new PairId("rec", 2))));
    accumulator.add(answered("POST /login", 0));
    accumulator.add(answered("POST /orders", 1));

    var report = accumulator.report(FULL);

    assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(report.goals().getLast())
        .extracting(GoalResult::goal, GoalResult::actual, GoalResult::held)
        .containsExactly("mock match rate", "no call, though 3 were recorded", false);
    assertThat(report.reasons())
        .singleElement()
        .asString()
        .startsWith("mock match rate: wanted 100 %, was no call, though 3 were recorded. ")
        .contains("proxy", "host aliases", "goals.matchPercent");
    assertThat(report.mocks().recorded()).isEqualTo(3);
    assertThat(report.mocks().matchPercent()).isZero();
  }

  @Test
  void aSingleCallShowsThatCallsAreLedToTheMocks() {
    var accumulator = accumulator("");
    accumulator.expect(new RecordedCalls(3, Optional.of(new PairId("rec", 1))));
    accumulator.add(answered("POST /orders", 0));
    accumulator.add(match("exact"));

    assertThat(accumulator.report(FULL).verdict()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void noCallIsMissedBeforeTheFirstRequestThatMadeOneIsAnswered() {
    var calls = new RecordedCalls(3, Optional.of(new PairId("rec", 2)));
    var early = accumulator("");
    early.expect(calls);
    early.add(answered("POST /login", 0));
    var unheard = accumulator("goals: {successPercent: 0}");
    unheard.expect(calls);
    unheard.add(unanswered("POST /orders", 1, "connection refused"));

    assertThat(List.of(early.report(FULL), unheard.report(FULL)))
        .allSatisfy(report -> {
          assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
          assertThat(report.goals().getLast())
              .isEqualTo(new GoalResult("mock match rate", "100 %", "no call", true));
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 7})
  void noCallIsMissedWhereNoRequestMadeOne(long ofTheServicesOwnAccord) {
    var accumulator = accumulator("");
    accumulator.expect(new RecordedCalls(ofTheServicesOwnAccord, Optional.empty()));
    accumulator.add(answered("GET /a", 0));

    assertThat(accumulator.report(FULL).verdict()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void aConfigMaySayThatNobodyNeedBeCalled() {
    var accumulator = accumulator("goals: {matchPercent: 0}");
    accumulator.expect(new RecordedCalls(3, Optional.of(new PairId("rec", 1))));
    accumulator.add(answered("POST /orders", 0));

    var report = accumulator.report(FULL);

    assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
    assertThat(report.goals().getLast().actual()).isEqualTo("no call, though 3 were recorded");
  }

  @Test
  void whereNoMocksTakePartNothingIsSaidOfThem() {
    var accumulator = accumulator("");
    accumulator.add(answered("GET /a", 0));

    var report =
        accumulator.report(
            new Report.Provenance("r", "s", 1, "generator-only", "http://sut", "", ""));

    assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
    assertThat(report.goals())
        .extracting(GoalResult::goal)
        .containsExactly("success rate", "slow endpoints");
  }

  @Test
  void keepsItsBoundsAndSaysWhatDidNotFit() {
    var accumulator = accumulator("");
    for (int i = 0; i < 3_000; i++) {
      accumulator.add(answered("GET /e" + i, i, changed("body.$.p" + i, "1", "2")));
      accumulator.add(miss("/m" + i));
    }

    var report = accumulator.report(FULL);

    assertThat(report.endpoints()).hasSize(257);
    assertThat(report.causes()).hasSize(1_000);
    assertThat(report.mocks().missed()).hasSize(500);
    assertThat(report.fidelity().leftOut())
        .containsEntry("requests of further endpoints", 2_744L)
        .containsEntry("differences of further causes", 2_000L)
        .containsEntry("further misses", 2_500L);
  }

  private static ReportAccumulator accumulator(String config) {
    return new ReportAccumulator(TestConfigs.parse("test", config));
  }
}
