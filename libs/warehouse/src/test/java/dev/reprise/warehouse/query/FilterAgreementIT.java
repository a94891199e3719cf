// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.query;

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
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

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
    private static final PairReader READER = new PairReader(DATABASE.warehouse(), CLOCK);
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

  /** The ends of what is asked for, at and beside the starts of pairs. */
  @Property(tries = 30)
  void timesSelectAndPagesFollowAlike(
      @ForAll("moments") long from, @ForAll("moments") long to, @ForAll("sizes") int pageSize) {
    var selection = Selection.ALL.withReplays(Selection.Replays.ALL).between(from, to);
    var expected =
        PAIRS.stream()
            .filter(pair -> from == 0 || pair.timing().startNanos() >= from)
            .filter(pair -> to == 0 || pair.timing().startNanos() < to)
            .toList();

    var streamed = new ArrayList<RRPair>();
    Engine.READER.stream(selection).forEachRemaining(streamed::add);
    var paged = new ArrayList<PairId>();
    @Nullable PairCursor after = null;
    do {
      var page = Engine.READER.page(selection, pageSize, after);
      page.pairs().forEach(pair -> paged.add(pair.id()));
      after = page.next();
    } while (after != null);

    assertThat(streamed).containsExactlyElementsOf(expected.stream().sorted(RRPair.ORDER).toList());
    assertThat(paged)
        .containsExactlyInAnyOrderElementsOf(expected.stream().map(RRPair::id).toList());
    assertThat(Engine.READER.count(selection).pairs()).isEqualTo(expected.size());
    Statistics.label("selected").collect(bucket(paged));
  }

  @Provide
  Arbitrary<Long> moments() {
    var starts = PAIRS.stream().map(pair -> pair.timing().startNanos()).distinct().toList();
    return Arbitraries.oneOf(
        Combinators.combine(Arbitraries.of(starts), Arbitraries.of(-1L, 0L, 1L)).as(Long::sum),
        Arbitraries.of(0L, 1L, Long.MAX_VALUE));
  }

  @Provide
  Arbitrary<Integer> sizes() {
    return Arbitraries.of(97, 250, 599, 600, 601, 1_000);
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
