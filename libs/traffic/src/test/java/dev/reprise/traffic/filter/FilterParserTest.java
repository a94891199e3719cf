// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import dev.reprise.traffic.filter.TrafficFilter.And;
import dev.reprise.traffic.filter.TrafficFilter.Condition;
import dev.reprise.traffic.filter.TrafficFilter.Not;
import dev.reprise.traffic.filter.TrafficFilter.Or;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterParserTest {

  @Test
  void andBindsTighterThanOr() {
    var filter = TrafficFilter.parse("method = GET OR method = PUT AND status = 500");

    assertThat(filter)
        .isEqualTo(new Or(List.of(method("GET"), new And(List.of(method("PUT"), status(500))))));
  }

  @Test
  void notBindsTightest() {
    var filter = TrafficFilter.parse("NOT method = GET AND NOT (status = 500 OR method = PUT)");

    assertThat(filter)
        .isEqualTo(
            new And(
                List.of(
                    new Not(method("GET")), new Not(new Or(List.of(status(500), method("PUT")))))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "\n\t"})
  void theEmptyTextChoosesEverything(String text) {
    assertThat(TrafficFilter.parse(text)).isEqualTo(TrafficFilter.all());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "direction=in ~ direction = IN",
        "service = 'shop' ~ service = \"shop\"",
        "tls = TRUE ~ tls = true",
        "mark = response_missing ~ mark = RESPONSE_MISSING",
        "status in (500 , 502) ~ status IN (500, 502)",
        "path not contains '/a' ~ NOT path CONTAINS \"/a\"",
        "duration > 1500us ~ duration > 1500us",
        "duration > 1.5s ~ duration > 1500ms",
        "duration < 60s ~ duration < 1m",
        "duration = 0s ~ duration = 0ns",
        "request_bytes >= 10240 ~ request_bytes >= 10KiB",
        "request_bytes >= 1.5KB ~ request_bytes >= 1500",
        "time > now - 15m ~ time > now-15m",
        "time > now ~ time > now",
        "time >= \"2026-11-23\" ~ time >= \"2026-11-23T00:00:00Z\"",
        "time < \"2026-11-23T12:00:00.5+02:00\" ~ time < \"2026-11-23T10:00:00.500Z\"",
        "request_header[\"Accept\"] = '*/*' ~ request_header[\"accept\"] = \"*/*\"",
        "tag[\"Pod\"] = 'a' ~ tag[\"Pod\"] = \"a\"",
        "((method = GET)) ~ method = \"GET\"",
        "path = 'q\"\\\\\\u00e9\\n' ~ path = \"q\\\"\\\\é\\n\"",
      })
  void aFilterHasOneCanonicalText(String text, String canonical) {
    assertThat(TrafficFilter.parse(text).print()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "service = x AND sttus >= 500 ~ 17 ~ unknown field 'sttus' at 17; did you mean 'status'?",
        "service = x AND wobble = 1 ~ 17 ~ the fields are service, direction",
        "service CONTAIN 'x' ~ 9 ~ did you mean CONTAINS?",
        "service > 'x' ~ 9 ~ 'service' takes = != CONTAINS MATCHES IN",
        "status CONTAINS 5 ~ 8 ~ 'status' takes = != < <= > >= IN",
        "status = many ~ 10 ~ a whole number, e.g. 500",
        "status = 5.5 ~ 10 ~ a whole number",
        "status = 500ms ~ 10 ~ a whole number",
        "status = -1 ~ 10 ~ unexpected '-'",
        "status = 99999999999999999999 ~ 10 ~ a whole number",
        "duration > 250 ~ 12 ~ ns, us, ms, s, m, h, d",
        "duration > 250parsec ~ 12 ~ cannot be '250parsec'",
        "duration > 1.2.3s ~ 12 ~ cannot be '1.2.3s'",
        "request_bytes > 1KX ~ 17 ~ B, KB, MB, GB, KiB, MiB, GiB",
        "time > yesterday ~ 8 ~ now-15m",
        "time > \"yesterday\" ~ 8 ~ between 1970 and 2262",
        "time > \"1969-01-01\" ~ 8 ~ between 1970 and 2262",
        "time > \"2263-01-01\" ~ 8 ~ between 1970 and 2262",
        "time > now-15 ~ 8 ~ with one of ns, us, ms, s, m, h, d",
        "direction = SIDEWAYS ~ 13 ~ it is one of IN, OUT",
        "mark = RESPONSE_MISING ~ 8 ~ did you mean RESPONSE_MISSING?",
        "service = ~ 10 ~ 'service' is compared with text in quotes",
        "service = AND ~ 11 ~ unexpected 'AND'",
        "service = 'a ~ 11 ~ a text has no end",
        "service = 'a\\d' ~ 13 ~ unknown escape '\\d'",
        "service = '\\ud800' ~ 11 ~ half a character",
        "service = shop-api ~ 15 ~ conditions are joined by AND or OR",
        "(status = 1 ~ 12 ~ the parenthesis at 1 is closed by ')'",
        "status = 1) ~ 11 ~ unexpected ')'",
        "status = 1 status = 2 ~ 12 ~ conditions are joined by AND or OR",
        "status IN 1 ~ 11 ~ values in parentheses",
        "status IN () ~ 12 ~ unexpected ')'",
        "status NOT = 1 ~ 12 ~ after NOT stands IN, CONTAINS or MATCHES",
        "request_header = 'x' ~ 16 ~ request_header[\"name\"]",
        "request_header[accept] = 'x' ~ 16 ~ request_header[\"name\"]",
        "status[\"x\"] = 1 ~ 7 ~ takes no name in brackets",
        "status = 1; DROP TABLE rrpairs ~ 11 ~ stands in quotes",
        "path MATCHES '(?=a)' ~ 14 ~ look-around",
        "path MATCHES '(a)\\\\1' ~ 14 ~ back references are not to be had",
        "AND ~ 1 ~ unknown field 'AND'",
      })
  void aMistakeIsToldWithItsPlaceAndTheRule(String text, String position, String message) {
    var mistake = catchThrowableOfType(AppException.class, () -> TrafficFilter.parse(text));

    assertThat(mistake.kind()).isEqualTo(ErrorKind.USER);
    assertThat(mistake.code()).isEqualTo("FILTER_INVALID");
    assertThat(mistake).hasMessageContaining(message);
    assertThat(mistake.details()).containsEntry("position", position);
  }

  @Test
  void theCaretStandsUnderTheMistake() {
    var mistake =
        catchThrowableOfType(
            AppException.class, () -> TrafficFilter.parse("service = x AND sttus >= 500"));

    assertThat(mistake)
        .hasMessage(
            """
            Invalid filter: unknown field 'sttus' at 17; did you mean 'status'?
              service = x AND sttus >= 500
                              ^\
            """);
    assertThat(mistake.details()).containsEntry("suggestion", "status");
  }

  @Test
  void theExcerptOfALongFilterIsAWindow() {
    var text = "service = x AND ".repeat(20) + "sttus = 1" + " AND service = x".repeat(20);

    var mistake = catchThrowableOfType(AppException.class, () -> TrafficFilter.parse(text));

    var lines = String.valueOf(mistake.details().get("excerpt")).lines().toList();
    assertThat(lines.getFirst()).hasSizeLessThan(80);
    assertThat(lines.getFirst().substring(lines.getLast().indexOf('^'))).startsWith("sttus = 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "NOT "})
  void depthIsBounded(String opening) {
    var mistake =
        catchThrowableOfType(
            AppException.class, () -> TrafficFilter.parse(opening.repeat(3_000) + "status = 1"));

    assertThat(mistake).hasMessageContaining("nest at most 64 deep");
  }

  @Test
  void lengthIsBounded() {
    var mistake =
        catchThrowableOfType(
            AppException.class,
            () -> TrafficFilter.parse("service = '" + "x".repeat(20_000) + "'"));

    assertThat(mistake).hasMessageContaining("at most 16384");
  }

  @Test
  void nowIsSaidAtEvaluation() {
    var moment = new Value.Now(-60_000_000_000L);

    assertThat(moment.nanos(Instant.parse("2026-11-23T10:01:00.000000007Z")))
        .isEqualTo(new Value.At(1_795_428_000_000_000_007L).nanos());
  }

  @Test
  void everythingAndAFilterIsTheFilter() {
    var filter = method("GET");

    assertThat(TrafficFilter.all().and(filter)).isEqualTo(filter);
    assertThat(filter.and(TrafficFilter.all())).isEqualTo(filter);
    assertThat(filter.and(status(1)).print()).isEqualTo("method = \"GET\" AND status = 1");
  }

  @Test
  void theGuidesExamplesAreFilters() {
    assertThat(FilterGuide.examples())
        .allSatisfy(example -> assertThat(TrafficFilter.parse(example)).isNotNull());
    assertThat(FilterGuide.fields()).hasSameSizeAs(Field.values());
  }

  private static TrafficFilter method(String method) {
    return new Condition(FieldRef.of(Field.METHOD), Operator.EQUAL, new Value.Text(method));
  }

  private static TrafficFilter status(long status) {
    return new Condition(FieldRef.of(Field.STATUS), Operator.EQUAL, new Value.Amount(status));
  }
}
