// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.traffic.filter.Field;
import dev.reprise.traffic.filter.FieldRef;
import dev.reprise.traffic.filter.FilterEvaluator;
import dev.reprise.traffic.filter.Operator;
import dev.reprise.traffic.filter.TrafficFilter;
import dev.reprise.traffic.filter.Value;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.warehouse.Samples;
import dev.reprise.warehouse.StoredPairs;
import dev.reprise.warehouse.query.PairReader;
import dev.reprise.warehouse.query.PairSummary;
import dev.reprise.warehouse.query.QueryLimits;
import dev.reprise.warehouse.query.Selection;
import dev.reprise.warehouse.query.Warehouse;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;

/**
 * The filter in memory and the filter in the warehouse are two engines in two languages; this is
 * what keeps them one. A few hundred pairs are stored once, then thousands of filters are asked of
 * both.
 */
class FilterAgreementIT {

  private static final List<RRPair> PAIRS = Samples.pairs(600, 20_261_123);
  private static final Clock CLOCK = Clock.fixed(Samples.NOW, ZoneOffset.UTC);

  private static final class Engine {
    private static final StoredPairs DATABASE = StoredPairs.none();
    private static final PairReader READER =
        new PairReader(new Warehouse(DATABASE.client(), QueryLimits.LOCAL), CLOCK);
  }

  @BeforeContainer
  static void storeThePairs() {
    Engine.DATABASE.insert(1, PAIRS);
  }

  @AfterContainer
  static void dropThem() {
    Engine.DATABASE.close();
  }

  @Property(tries = 1_000)
  void bothSelectTheSamePairs(@ForAll("filters") TrafficFilter filter) {
    Statistics.label("selected").collect(assertAgreement(filter));
  }

  /** Conditions on targets only, since the engines' regular expressions differ most. */
  @Property(tries = 500)
  void bothReadARegularExpressionAlike(@ForAll("patterns") String pattern) {
    var matches =
        new TrafficFilter.Condition(
            FieldRef.of(Field.TARGET), Operator.MATCHES, new Value.Text(pattern));

    Statistics.label("selected").collect(assertAgreement(matches));
  }

  private static String assertAgreement(TrafficFilter filter) {
    var evaluator = FilterEvaluator.of(filter, Samples.NOW);
    var inMemory = PAIRS.stream().filter(evaluator).map(RRPair::id).toList();

    var inTheWarehouse =
        Engine.READER
            .page(Selection.ALL.withFilter(filter).withReplays(Selection.Replays.ALL), 1_000, null)
            .pairs()
            .stream()
            .map(PairSummary::id)
            .toList();

    assertThat(inTheWarehouse)
        .as(filter.print())
        .containsExactlyInAnyOrderElementsOf(inMemory)
        .doesNotHaveDuplicates();
    return bucket(inMemory);
  }

  @Provide
  Arbitrary<String> patterns() {
    return Samples.patterns();
  }

  @Provide
  Arbitrary<TrafficFilter> filters() {
    return Samples.filters();
  }

  private static String bucket(List<PairId> selected) {
    if (selected.isEmpty()) {
      return "none";
    }
    return selected.size() == PAIRS.size() ? "all" : "some";
  }
}
