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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.reprise.traffic.config.TestConfigs;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.traffic.pair.RecordedCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportFormsTest {

  private static final Path GOLDEN = Path.of("src", "test", "resources", "golden", "report");
  private static final Path SCHEMA = Path.of("..", "..", "docs", "report.schema.json");

  @Test
  void thePublishedSchemaIsThatOfTheRecords() throws IOException {
    compare(SCHEMA, ReportSchema.print());
  }

  @Test
  void theJsonFollowsThePublishedSchema() throws IOException {
    var schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(ReportSchema.print());

    assertThat(schema.validate(new ObjectMapper().readTree(ReportJson.write(failed())))).isEmpty();
  }

  @Test
  void theJsonReadsBackToTheSameReport() {
    assertThat(ReportJson.read(ReportJson.write(failed()))).isEqualTo(failed());
    assertThat(ReportJson.read(ReportJson.writePretty(failed()))).isEqualTo(failed());
  }

  @Test
  void aReportThatWasStoredBeforeSomeFieldsWereThereReadsBackAndShows() {
    var stored =
        ReportJson.write(failed()).replace(",\"remedy\":\"\"", "").replace("\"recorded\":0,", "");
    assertThat(stored).doesNotContain("remedy");

    var read = ReportJson.read(stored);

    assertThat(read).isEqualTo(failed());
    assertThat(JUnitReport.render(read)).isEqualTo(JUnitReport.render(failed()));
  }

  @Test
  void whatIsNoReportIsRefused() {
    assertThatThrownBy(() -> ReportJson.read("{\"verdict\": 3}"))
        .isInstanceOf(AppException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void agentsFiguresReadBack() {
    var figures =
        new AgentFigures(new Report.Latency(1, 2, 3, 4, 5, 6, 7), 0.5, 8, 9, List.of("why"));

    assertThat(ReportJson.readFigures(ReportJson.write(figures))).isEqualTo(figures);
    assertThat(ReportJson.readFigures("")).isEqualTo(AgentFigures.NONE);
  }

  @Test
  void everyFormShowsTheSame() throws IOException {
    compare(GOLDEN.resolve("failed.json"), ReportJson.writePretty(failed()));
    compare(GOLDEN.resolve("failed.txt"), TextReport.render(failed()));
    compare(GOLDEN.resolve("failed.xml"), JUnitReport.render(failed()));
    compare(GOLDEN.resolve("failed.html"), HtmlReport.render(failed()));
  }

  @Test
  void everyFormSaysThatCallsWentPastTheMocks() throws IOException {
    compare(GOLDEN.resolve("bypassed.json"), ReportJson.writePretty(bypassed()));
    compare(GOLDEN.resolve("bypassed.txt"), TextReport.render(bypassed()));
    compare(GOLDEN.resolve("bypassed.xml"), JUnitReport.render(bypassed()));
    compare(GOLDEN.resolve("bypassed.html"), HtmlReport.render(bypassed()));
    assertThat(
            List.of(
                TextReport.render(bypassed()),
                JUnitReport.render(bypassed()),
                HtmlReport.render(bypassed()),
                ReportJson.write(bypassed())))
        .allSatisfy(form ->
            assertThat(form)
                .contains("no call, though 3 were recorded", "set goals.matchPercent to 0."));
  }

  @Test
  void thePageAsksForNothingElseAndRunsNoScript() {
    assertThat(HtmlReport.render(failed()))
        .doesNotContain("<script", "<link", "<img", "<iframe", " href=", "url(", "@import")
        .contains("default-src 'none'");
  }

  @Test
  void whatTheSutAnswersCannotBecomeMarkup() {
    assertThat(HtmlReport.render(failed()))
        .contains("&lt;img src=x onerror=alert(1)&gt;")
        .doesNotContain("<img");
    assertThat(JUnitReport.render(failed())).doesNotContain("<img");
  }

  @Test
  void theXmlIsWellFormed() throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    var xml = JUnitReport.render(failed()).getBytes(StandardCharsets.UTF_8);

    var suite =
        factory
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml))
            .getElementsByTagName("testsuite")
            .item(0);

    assertThat(suite.getAttributes().getNamedItem("failures").getNodeValue()).isEqualTo("7");
  }

  @Test
  void requestsThatTheGoalAllowsToFailDoNotFailTheBuild() {
    var accumulator =
        new ReportAccumulator(TestConfigs.parse("test", "goals: {successPercent: 50}"));
    accumulator.add(answered("GET /products", 0));
    accumulator.add(answered("GET /products", 1, changed("body.$.price", "1", "2")));
    var report = accumulator.report(FULL);

    assertThat(report.verdict()).isEqualTo(Report.Verdict.PASSED);
    assertThat(JUnitReport.render(report))
        .contains("failures=\"0\"")
        .doesNotContain("<failure")
        .contains("<system-out>1 of 2 requests failed\nbody.$.price changed in 1 requests");
  }

  @ParameterizedTest
  @ValueSource(strings = {"$.price", "$.items[*].id", "$", "$['a \"quoted\" \\\\ name'].x"})
  void aDifferenceIsAllowedAsTheReportSays(String place) {
    var accumulator = new ReportAccumulator(TestConfigs.parse("test", ""));
    accumulator.add(
        answered(
            "GET /x/{id}",
            0,
            changed("header.etag", "a", "b"),
            changed("body." + place, "1", "2")));
    var text = TextReport.render(accumulator.report(FULL));

    var told = text.lines().filter(line -> line.contains("allow it")).findFirst().orElseThrow();
    var config = TestConfigs.parse("test", told.substring(told.indexOf("assertions:")));

    assertThat(config.assertions().body().ignore())
        .singleElement()
        .satisfies(rule -> assertThat(rule.covers("GET /x/{id}", place)).isTrue())
        .satisfies(rule -> assertThat(rule.covers("GET /y", place)).isFalse());
  }

  @Test
  void theTerminalGetsNoControlCharacters() {
    var accumulator = new ReportAccumulator(TestConfigs.parse("test", ""));
    accumulator.invalidate("\u001b[2Jthe target said \u0007");

    for (var report : List.of(failed(), accumulator.report(FULL))) {
      assertThat(TextReport.render(report).chars())
          .allMatch(c -> c == '\n' || !Character.isISOControl(c));
    }
  }

  @Test
  void whatWasNotMeasuredIsNoZero() {
    var accumulator = new ReportAccumulator(TestConfigs.parse("test", ""));
    accumulator.add(unanswered("POST /checkout", 0, "connection reset"));

    assertThat(TextReport.render(accumulator.report(FULL)))
        .containsPattern("POST /checkout +1 +\\S+ +0 % +- +- +- +-");
  }

  @Test
  void theNativeBuildKnowsEveryRecordOfTheReport() throws IOException {
    var metadata =
        Files.readString(
            Path.of(
                "src/main/resources/META-INF/native-image/dev.reprise/reprise-traffic/"
                    + "reachability-metadata.json"));

    assertThat(ReportSchema.types())
        .allSatisfy(type -> assertThat(metadata).contains("\"" + type.getName() + "\""));
  }

  private static Report failed() {
    var accumulator =
        new ReportAccumulator(
            TestConfigs.parse("test", "goals: {latency: [{maxMillis: 100, percentile: 99}]}"));
    accumulator.planned(5);
    accumulator.add(answered("GET /products", 0, changed("body.$[3].price", "10.50", "11.50")));
    accumulator.add(answered("GET /products", 1, changed("body.$[4].price", "1.50", "2.50")));
    accumulator.add(
        answered(
            "GET /x",
            2,
            changed("body.$.name", "\"Ann\"", "<img src=x onerror=alert(1)>\u001b[31m\u0000"),
            changed("header.etag", "a", "b")));
    for (int i = 0; i < 20; i++) {
      accumulator.add(timed("GET /cart", 3, 510, 12));
    }
    accumulator.add(unanswered("POST /checkout", 4, "connection reset"));
    accumulator.add(match("exact"));
    accumulator.add(match("order"));
    accumulator.add(miss("/stock/7?unit=kg", changed("request.query.unit", "g", "kg")));
    accumulator.add(miss("/stock/8"));
    accumulator.generatorDone(
        new AgentFigures(
            new Report.Latency(5, 0.2, 0.1, 0.5, 0.5, 0.9, 0.9), 0.12, 4, 0, List.of()));
    return accumulator.report(FULL);
  }

  private static Report bypassed() {
    var accumulator = new ReportAccumulator(TestConfigs.parse("test", ""));
    accumulator.expect(new RecordedCalls(3, Optional.of(new PairId("rec", 1))));
    accumulator.add(answered("POST /orders", 0));
    return accumulator.report(FULL);
  }

  private static void compare(Path golden, String actual) throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(golden.toAbsolutePath().getParent());
      Files.writeString(golden, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(golden));
  }
}
