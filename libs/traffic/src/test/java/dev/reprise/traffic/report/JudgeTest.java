// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.report;

import static dev.reprise.traffic.report.Outcomes.answered;
import static dev.reprise.traffic.report.Outcomes.changed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.traffic.config.TestConfigs;
import dev.reprise.traffic.diff.Difference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {

  private static final String ENDPOINT = "GET /orders/{id}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                                    | status              | changed | true",
        "status: false                       | status              | changed | false",
        "                                    | header.content-type | changed | true",
        "                                    | header.etag         | changed | false",
        "headers: [ETag]                     | header.etag         | missing | true",
        "                                    | body.$.a            | changed | true",
        "body: {enabled: false}              | body.$.a            | changed | false",
        "body: {ignore: [$.a]}               | body.$.a.b[0]       | added   | false",
        "body: {ignore: [$.a]}               | body.$.ab           | added   | true",
        "body: {ignore: [GET /x $.a]}        | body.$.a            | changed | true",
        "'body: {ignore: [\"GET /orders/{id} $.a\"]}' | body.$.a   | changed | false",
        "body: {only: [$.a]}                 | body.$.b            | changed | false",
        "body: {only: [$.a]}                 | body.$.a            | changed | true",
        "body: {only: [$.a], ignore: [$.a.b]} | body.$.a.b         | changed | false",
        "body: {ignore: [$]}                 | body                | length  | false",
        "                                    | body.$.items        | order   | true",
        "body: {unordered: [$.items]}        | body.$.items        | order   | false",
        "body: {unordered: [$.items]}        | body.$.items[1]     | missing | true",
      })
  void countsWhatTheAssertionsAskFor(String assertions, String path, String kind, boolean counts) {
    var judge = judge(assertions == null ? "" : assertions);

    assertThat(judge.counts(ENDPOINT, new Difference(path, Difference.Kind.ofWord(kind), "", "")))
        .isEqualTo(counts);
  }

  @ParameterizedTest
  @CsvSource({"1.00,1.01,false", "1.00,1.011,true", "-5,-5.01,false", "1,x,true", "'\"1\"',1,true"})
  void toleratesNumbersThatAreNear(String expected, String actual, boolean counts) {
    var judge = judge("body: {tolerance: 0.01}");

    assertThat(judge.counts(ENDPOINT, changed("body.$.price", expected, actual))).isEqualTo(counts);
  }

  @Test
  void namesOnlyTheStatusWhereItIsWrongSinceTheBodyFollows() {
    var finding =
        judge("")
            .judge(
                answered(
                    ENDPOINT, 0, changed("status", "200", "500"), changed("body.$.a", "1", "2")));

    assertThat(finding.success()).isFalse();
    assertThat(finding.counted()).extracting(Difference::path).containsExactly("status");
  }

  @Test
  void aRequestWithoutAnAnswerHasFailed() {
    var finding = judge("").judge(Outcomes.unanswered(ENDPOINT, 0, "connection reset"));

    assertThat(finding.success()).isFalse();
    assertThat(finding.counted())
        .containsExactly(
            new Difference("answer", Difference.Kind.MISSING, "200", "connection reset"));
  }

  private static Judge judge(String assertions) {
    return new Judge(TestConfigs.parse("test", "assertions: {" + assertions + "}").assertions());
  }
}
