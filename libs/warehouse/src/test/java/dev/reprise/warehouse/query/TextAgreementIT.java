// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.traffic.filter.Field;
import dev.reprise.traffic.filter.FieldRef;
import dev.reprise.traffic.filter.FilterEvaluator;
import dev.reprise.traffic.filter.Operator;
import dev.reprise.traffic.filter.Regex;
import dev.reprise.traffic.filter.RegexSyntaxException;
import dev.reprise.traffic.filter.TrafficFilter;
import dev.reprise.traffic.filter.Value;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Request;
import dev.reprise.warehouse.Samples;
import dev.reprise.warehouse.TestDatabase;
import dev.reprise.warehouse.filter.FilterSql;
import dev.reprise.warehouse.filter.SqlParameters;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.statistics.Statistics;

/**
 * {@link FilterAgreementIT} asks many filters about the same pairs; here the text that is compared
 * is new each time too, and as hostile as what it is compared with: the server is given both as
 * values, and must judge them as the evaluator in memory does.
 */
class TextAgreementIT {

  private static final RRPair PAIR = Samples.pairs(1, 1).getFirst();

  // Few, so that texts are often found in one another.
  private static final String LETTERS =
      "aAbkK\u212aéÉe\u0301ßſiİı\u00a0\u2028\ufeff\uffff\0\b\t\n\r %_\\'\"`{}?$-;/*.^()[]|+0١";

  private static final List<String> PIECES =
      List.of(
          "'",
          "''",
          "\\'",
          "\\",
          "\\\\",
          "\\N",
          "\\x27",
          "%27",
          "&param_p0=",
          "{p0:String}",
          "{p1:Identifier}",
          "?",
          "$$",
          "--",
          "/*",
          "*/",
          "#",
          ";",
          "\n",
          "\t",
          "\0",
          " OR 1=1",
          " UNION ALL SELECT ",
          "' OR '1'='1",
          "') OR (1=1",
          "; DROP TABLE rrpairs",
          "FORMAT TSV",
          "SETTINGS readonly=0",
          "{fn now()}",
          "{ts '2026-01-01 00:00:00'}",
          "😀",
          "a");

  private static final class Engine {
    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final Warehouse WAREHOUSE =
        new Warehouse(DATABASE.client().address(), QueryLimits.LOCAL);

    static {
      DATABASE.client().createDatabase("");
    }
  }

  @AfterContainer
  static void disconnect() {
    Engine.WAREHOUSE.close();
    Engine.DATABASE.close();
  }

  @Property(tries = 500)
  void anyTextsCompareAlike(
      @ForAll("operators") Operator operator,
      @ForAll("texts") String subject,
      @ForAll("texts") String wanted) {
    assertAgreement(subject, operator, wanted);
  }

  /** Each text holds the other or parts of it, so that CONTAINS has something to find. */
  @Property(tries = 500)
  void piecesOfSqlStayValues(
      @ForAll("operators") Operator operator,
      @ForAll("hostile") String before,
      @ForAll("hostile") String wanted,
      @ForAll("hostile") String after) {
    assertAgreement(before + wanted + after, operator, wanted);
    assertAgreement(wanted, operator, before + wanted);
  }

  @Property(tries = 1_000)
  void anyPatternFindsAlike(@ForAll("texts") String subject, @ForAll("patterns") String pattern) {
    assertAgreement(subject, Operator.MATCHES, pattern);
  }

  private static void assertAgreement(String subject, Operator operator, String wanted) {
    var filter =
        new TrafficFilter.Condition(FieldRef.of(Field.TARGET), operator, new Value.Text(wanted));
    boolean inMemory = FilterEvaluator.of(filter, Samples.NOW).test(withTarget(subject));

    var parameters = new SqlParameters();
    var sql =
        "SELECT %s FROM (SELECT %s AS target)"
            .formatted(FilterSql.of(filter, Samples.NOW, parameters), parameters.text(subject));
    var inTheWarehouse = Engine.WAREHOUSE.row(new Statement(sql, parameters), Row::bool);

    assertThat(inTheWarehouse).as("%s in '%s'", filter.print(), subject).contains(inMemory);
    Statistics.label("holds").collect(inMemory);
  }

  private static RRPair withTarget(String target) {
    var request = PAIR.request();
    return PAIR.withMessages(
        new Request(
            request.method(),
            request.scheme(),
            request.authority(),
            target,
            request.version(),
            request.headers(),
            request.body(),
            request.trailers()),
        PAIR.answer(),
        PAIR.notes());
  }

  @Provide
  Arbitrary<Operator> operators() {
    return Arbitraries.of(Operator.EQUAL, Operator.NOT_EQUAL, Operator.CONTAINS);
  }

  @Provide
  Arbitrary<String> texts() {
    var letters = LETTERS.chars().filter(unit -> !Character.isSurrogate((char) unit)).toArray();
    Arbitrary<String> familiar =
        Arbitraries.of(java.util.Arrays.stream(letters).mapToObj(Character::toString).toList())
            .list()
            .ofMaxSize(6)
            .map(each -> String.join("", each));
    Arbitrary<String> strange =
        Arbitraries.integers()
            .between(0, Character.MAX_CODE_POINT)
            .filter(codePoint -> codePoint < 0xd800 || codePoint > 0xdfff)
            .map(Character::toString)
            .list()
            .ofMaxSize(3)
            .map(each -> String.join("", each));
    return Combinators.combine(familiar, strange, familiar).as((a, b, c) -> a + b + c);
  }

  @Provide
  Arbitrary<String> hostile() {
    return Arbitraries.of(PIECES).list().ofMaxSize(4).map(each -> String.join("", each));
  }

  /** Characters of the subjects among the signs of the language, where that makes a pattern. */
  @Provide
  Arbitrary<String> patterns() {
    Arbitrary<String> piece =
        Arbitraries.oneOf(
            texts().map(text -> text.isEmpty() ? "a" : Character.toString(text.codePointAt(0))),
            Arbitraries.of(
                ".", "[^a]", "[a-z]", "[É-é]", "[^\\w]", "\\d", "\\w", "\\s", "\\S", "\\W", "\\D",
                "\\b", "^", "$", "(", ")", "(?:", "|", "*", "+", "?", "*?", "{2}", "{0,2}", "\\.",
                "\\\\", "\\'", "\\n", "\\0"));
    return piece
        .list()
        .ofMaxSize(5)
        .map(each -> String.join("", each))
        .filter(10_000, TextAgreementIT::isOurs);
  }

  private static boolean isOurs(String pattern) {
    try {
      Regex.compile(pattern);
      return true;
    } catch (RegexSyntaxException e) {
      return false;
    }
  }
}
