// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.traffic.filter.FilterEvaluator;
import dev.reprise.traffic.filter.TrafficFilter;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Timing;
import dev.reprise.warehouse.Samples;
import dev.reprise.warehouse.query.TrafficFacets.Count;
import dev.reprise.warehouse.query.TrafficFacets.Field;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Series and facets against what the same pairs come to when they are counted here. */
class TrafficOverTimeIT {

  private static final List<RRPair> PAIRS = Samples.pairs(300, 11);
  private static final Clock CLOCK = Clock.fixed(Samples.NOW, ZoneOffset.UTC);
  private static final Selection EVERYTHING = Selection.ALL.withReplays(Selection.Replays.ALL);

  private static StoredPairs database;
  private static TrafficSeries series;
  private static TrafficFacets facets;
  private static Warehouse warehouse;

  @BeforeAll
  static void storeThePairs() {
    database = StoredPairs.none();
    warehouse = database.warehouse();
    series = new TrafficSeries(warehouse, CLOCK);
    facets = new TrafficFacets(warehouse, CLOCK);
    database.insert(1, PAIRS);
  }

  @AfterAll
  static void dropThem() {
    database.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 120, 1000})
  void everyPairIsInOneStep(int steps) {
    var grid = series.grid(EVERYTHING, steps).orElseThrow();

    var amounts = series.amounts(EVERYTHING, grid);

    assertThat(amounts)
        .isSortedAccordingTo(Comparator.comparingLong(TrafficSeries.Amount::startNanos));
    assertThat(amounts.stream().mapToLong(amount -> amount.inbound() + amount.outbound()).sum())
        .isEqualTo(PAIRS.size());
    assertThat(amounts)
        .allSatisfy(amount -> {
          assertThat(amount.startNanos() % grid.stepNanos()).isZero();
          assertThat(amount.startNanos()).isBetween(grid.fromNanos(), grid.toNanos() - 1);
          var mix = amount.statuses();
          assertThat(
                  mix.success()
                      + mix.redirect()
                      + mix.clientError()
                      + mix.serverError()
                      + mix.unanswered())
              .isEqualTo(amount.inbound() + amount.outbound());
        });
    assertThat(Math.ceilDiv(grid.toNanos() - grid.fromNanos(), grid.stepNanos()))
        .isLessThanOrEqualTo(steps + 1L);
  }

  @Test
  void stepsAndTheirContentAreThoseOfThePairs() {
    var grid = series.grid(EVERYTHING, 50).orElseThrow();

    var byStep =
        PAIRS.stream()
            .collect(
                Collectors.groupingBy(
                    pair -> Math.floorDiv(pair.timing().startNanos(), grid.stepNanos())));
    var amounts = series.amounts(EVERYTHING, grid);
    var paces = series.paces(EVERYTHING, grid);

    assertThat(amounts).hasSameSizeAs(byStep.keySet());
    for (var amount : amounts) {
      var pairs = byStep.getOrDefault(amount.startNanos() / grid.stepNanos(), List.of());
      assertThat(amount.inbound())
          .isEqualTo(pairs.stream().filter(pair -> pair.direction() == Direction.IN).count());
      assertThat(amount.statuses().serverError())
          .isEqualTo(pairs.stream().filter(pair -> status(pair) >= 500).count());
      assertThat(amount.statuses().unanswered())
          .isEqualTo(pairs.stream().filter(pair -> pair.answer() == null).count());
    }
    assertThat(paces.stream().map(TrafficSeries.Pace::startNanos))
        .containsExactlyElementsOf(
            byStep.entrySet().stream()
                .filter(step -> step.getValue().stream().anyMatch(pair -> pair.answer() != null))
                .map(step -> step.getKey() * grid.stepNanos())
                .sorted()
                .toList());
  }

  @Test
  void stepsKeepTheirPlaceWhenTheEndMoves() {
    var start = 1_795_428_000_123_456_789L;
    var early = TrafficSeries.Grid.over(start, start + Duration.ofMinutes(50).toNanos(), 60);
    var late =
        TrafficSeries.Grid.over(
            start + Duration.ofSeconds(95).toNanos(), start + Duration.ofMinutes(51).toNanos(), 60);

    assertThat(late.stepNanos()).isEqualTo(early.stepNanos());
    assertThat((late.fromNanos() - early.fromNanos()) % early.stepNanos()).isZero();
  }

  @Test
  void nothingHasNoSeriesWhereAnEndIsOpen() {
    var nothing = EVERYTHING.withFilter(TrafficFilter.parse("service = \"nobody\""));

    assertThat(series.grid(nothing, 10)).isEmpty();
    assertThat(series.grid(nothing.between(1_000_000_000L, 2_000_000_000L), 10)).isPresent();
  }

  @ParameterizedTest
  @EnumSource(
      value = Field.class,
      names = {"SERVICE", "DIRECTION", "METHOD", "STATUS", "ENDPOINT"})
  void facetsCountThePairs(Field field) {
    var filter = TrafficFilter.parse("request_bytes >= 0 AND NOT path CONTAINS \"%\"");
    var evaluator = FilterEvaluator.of(filter, Samples.NOW);
    var wanted =
        PAIRS.stream()
            .filter(evaluator)
            .collect(Collectors.groupingBy(valueOf(field), Collectors.counting()));

    var facet =
        facets.facets(EVERYTHING.withFilter(filter), List.of(Field.HOST, field), 200).getLast();

    assertThat(facet.field()).isEqualTo(field);
    assertThat(facet.counts().stream().collect(Collectors.toMap(Count::value, Count::pairs)))
        .isEqualTo(wanted);
    assertThat(facet.distinct()).isEqualTo(wanted.size());
    assertThat(facet.counts())
        .isSortedAccordingTo(Comparator.comparingLong(Count::pairs).reversed());
  }

  @Test
  void facetsSayHowManyValuesThereAreBeyondThoseListed() {
    var facet = facets.facets(EVERYTHING, List.of(Field.SERVICE, Field.ENDPOINT), 2).getLast();

    assertThat(facet.counts()).hasSize(2);
    assertThat(facet.distinct())
        .isEqualTo(PAIRS.stream().map(pair -> pair.facts().endpoint()).distinct().count());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "999999, 1",
    "1000000, 1",
    "1000001, 10",
    "10000000, 10",
    "10000001, 100",
    "999999999, 1000",
    "1000000001, 10000"
  })
  void durationsFallIntoBandsOfPowersOfTen(long nanos, String band) {
    var template = PAIRS.stream().filter(pair -> pair.answer() != null).findFirst().orElseThrow();
    long start = template.timing().startNanos();
    var pair =
        new RRPair(
            new PairId("band-" + nanos, 1),
            template.origin(),
            template.direction(),
            template.connection(),
            template.request(),
            template.answer(),
            new Timing(start, start, start, start + nanos),
            template.notes(),
            template.facts());
    try (var own = StoredPairs.none()) {
      own.insert(1, List.of(pair));
      var found =
          new TrafficFacets(own.warehouse(), CLOCK).facets(EVERYTHING, List.of(Field.DURATION), 5);

      assertThat(found.getFirst().counts()).containsExactly(new Count(band, 1));
    }
  }

  @Test
  void everyPairFindsItsFamilyInTheWarehouse() {
    var kin = new PairKin(warehouse);
    var inbound = PAIRS.stream().filter(pair -> pair.direction() == Direction.IN).toList();

    for (RRPair request : inbound.subList(0, 20)) {
      for (PairKin.Relative call : kin.of(request).calls()) {
        var found = PAIRS.stream().filter(pair -> pair.id().equals(call.pair().id())).toList();
        assertThat(found.getFirst().origin().service()).isEqualTo(request.origin().service());
        assertThat(kin.of(found.getFirst()).causeOf()).isPresent();
        assertThat(call.candidates()).isPositive();
      }
    }
    assertThat(inbound.stream().mapToInt(pair -> kin.of(pair).calls().size()).sum()).isPositive();
  }

  @Test
  void noFieldsNoFacets() {
    assertThat(facets.facets(EVERYTHING, List.of(), 10)).isEmpty();
  }

  private static Function<RRPair, String> valueOf(Field field) {
    return switch (field) {
      case SERVICE -> pair -> pair.origin().service();
      case DIRECTION -> pair -> pair.direction().name();
      case METHOD -> pair -> pair.request().method();
      case STATUS -> pair -> Integer.toString(status(pair));
      case ENDPOINT -> pair -> pair.facts().endpoint();
      case TECHNOLOGY, HOST, TLS, REPLAY, DURATION -> throw new IllegalArgumentException();
    };
  }

  private static int status(RRPair pair) {
    var answer = pair.answer();
    return answer == null ? 0 : answer.status();
  }
}
