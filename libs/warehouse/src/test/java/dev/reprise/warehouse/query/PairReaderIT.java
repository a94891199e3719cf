// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.filter.TrafficFilter;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Connection;
import dev.reprise.traffic.pair.Facts;
import dev.reprise.traffic.pair.Gap;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import dev.reprise.warehouse.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairReaderIT {

  private static final List<RRPair> PAIRS = Samples.pairs(300, 7);
  private static final Clock CLOCK = Clock.fixed(Samples.NOW, ZoneOffset.UTC);
  private static final Selection EVERYTHING = Selection.ALL.withReplays(Selection.Replays.ALL);
  private static final Comparator<RRPair> NEWEST_FIRST =
      Comparator.comparingLong((RRPair pair) -> pair.timing().startNanos())
          .reversed()
          .thenComparing(pair -> pair.id().captureId())
          .thenComparingLong(pair -> pair.id().sequence());

  private static StoredPairs database;
  private static Warehouse warehouse;
  private static PairReader reader;

  @BeforeAll
  static void storeThePairs() {
    database = StoredPairs.none();
    warehouse = database.warehouse();
    reader = new PairReader(warehouse, CLOCK);
    database.insert(1, PAIRS);
  }

  @AfterAll
  static void dropThem() {
    database.close();
  }

  @Test
  void aPairComesBackAsItWasWritten() {
    for (RRPair pair : PAIRS.subList(0, 100)) {
      assertThat(reader.pair(pair.id())).contains(pair);
    }
  }

  @Test
  void anUnknownPairIsNotThere() {
    assertThat(reader.pair(new PairId("capture-0", 999_999))).isEmpty();
    assertThat(reader.pair(new PairId("' OR 1=1 --", 1))).isEmpty();
  }

  @Test
  void pagesFollowOneAnotherWithoutOverlapOrHole() {
    var seen = new ArrayList<PairId>();
    @Nullable PairCursor after = null;
    do {
      var page = reader.page(EVERYTHING, 37, after);
      page.pairs().forEach(pair -> seen.add(pair.id()));
      after = page.nextCursor().map(PairCursor::encode).map(PairCursor::decode).orElse(null);
    } while (after != null);

    assertThat(seen)
        .containsExactlyElementsOf(PAIRS.stream().sorted(NEWEST_FIRST).map(RRPair::id).toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1_001})
  void aPageHasBounds(int size) {
    var failure =
        catchThrowableOfType(AppException.class, () -> reader.page(EVERYTHING, size, null));

    assertThat(failure.code()).isEqualTo("PAGE_SIZE_INVALID");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "MTox", "MTphOmIvMQ", "MjoxOmEvMQ", "🙂", "'; DROP TABLE rrpairs"})
  void aCursorThatNoPageGaveIsRefused(String cursor) {
    var failure = catchThrowableOfType(AppException.class, () -> PairCursor.decode(cursor));

    assertThat(failure.code()).isEqualTo("CURSOR_INVALID");
  }

  @Test
  void theStreamIsInTotalOrderAndWhole() {
    var streamed = new ArrayList<RRPair>();
    reader.stream(EVERYTHING).forEachRemaining(streamed::add);

    assertThat(streamed).containsExactlyElementsOf(PAIRS.stream().sorted(RRPair.ORDER).toList());
  }

  @Test
  void largeBodiesAreStreamedAFewAtATime() {
    try (var own = StoredPairs.none()) {
      var large = new ArrayList<RRPair>();
      for (int i = 0; i < 12; i++) {
        large.add(withBody(PAIRS.get(i), 5 << 20));
      }
      own.insert(1, large);
      var ownReader = new PairReader(own.warehouse(), CLOCK);

      var streamed = new ArrayList<RRPair>();
      ownReader.stream(EVERYTHING).forEachRemaining(streamed::add);

      assertThat(streamed).containsExactlyElementsOf(large.stream().sorted(RRPair.ORDER).toList());
    }
  }

  /** What an agent says of a length is only checked for being one. */
  @Test
  void lengthsBeyondAnyBodyAreStreamedAndSummedAsFarAsTheyGo() {
    try (var own = StoredPairs.none()) {
      var lying = PAIRS.subList(0, 2).stream().map(PairReaderIT::withTheLongestBodies).toList();
      own.insert(1, lying);
      var ownReader = new PairReader(own.warehouse(), CLOCK);

      var streamed = new ArrayList<RRPair>();
      ownReader.stream(EVERYTHING).forEachRemaining(streamed::add);

      assertThat(streamed).containsExactlyInAnyOrderElementsOf(lying);
      assertThat(new TrafficFigures(own.warehouse(), CLOCK).totals().wireBytes())
          .isEqualTo(Long.MAX_VALUE);
    }
  }

  @Test
  void aWatermarkPinsWhatIsSelected() {
    var pinned = EVERYTHING.at(new Watermark(Map.of(0, 100L, 7, 5L)));

    assertThat(reader.count(pinned).pairs()).isEqualTo(100);
    assertThat(reader.count(EVERYTHING.at(Watermark.NONE)).pairs()).isZero();
    assertThat(reader.count(EVERYTHING).pairs()).isEqualTo(300);
  }

  @Test
  void timesAreFromInclusiveToExclusive() {
    long from = PAIRS.get(3).timing().startNanos();
    long to = PAIRS.get(8).timing().startNanos();
    long first = Math.min(from, to);
    long last = Math.max(from, to);
    long expected =
        PAIRS.stream()
            .mapToLong(pair -> pair.timing().startNanos())
            .filter(start -> start >= first && start < last)
            .count();

    assertThat(reader.count(EVERYTHING.between(first, last)).pairs()).isEqualTo(expected);
  }

  @Test
  void replaysAreLeftOutUnlessAskedFor() {
    long recorded = PAIRS.stream().filter(pair -> pair.origin().replayId().isEmpty()).count();
    long ofOne = PAIRS.stream().filter(pair -> pair.origin().replayId().equals("'")).count();

    assertThat(reader.count(Selection.ALL).pairs()).isEqualTo(recorded).isLessThan(300);
    assertThat(reader.count(Selection.ALL.withReplays(new Selection.Replays.Only("'"))).pairs())
        .isEqualTo(ofOne);
  }

  @Test
  void gapsOfTheSelectedServicesAreCounted() {
    try (var own = StoredPairs.none()) {
      own.insert(1, PAIRS.subList(0, 50));
      var service = PAIRS.getFirst().origin().service();
      long start = PAIRS.getFirst().timing().startNanos();
      own.insert(
          new Gap(new PairId("g", 1), service, 12, 3_000, start, start + 10, "spool full"), 51);
      own.insert(new Gap(new PairId("g", 2), "other", 99, 1, start, start, "spool full"), 52);
      var ownReader = new PairReader(own.warehouse(), CLOCK);

      var count = ownReader.count(EVERYTHING);

      assertThat(count).isEqualTo(new PairReader.Count(50, 1, 12));
    }
  }

  @Test
  void theTailGivesEachNewPairOnceUpToTheWatermark() {
    try (var own = StoredPairs.none()) {
      var ownWarehouse = own.warehouse();
      var ownReader = new PairReader(ownWarehouse, CLOCK);
      own.insert(1, PAIRS.subList(0, 10));
      own.noteWatermark(0, 10);
      var tail = new PairTail(ownReader, ownWarehouse, EVERYTHING, CLOCK);
      assertThat(tail.next().pairs()).isEmpty();

      own.insert(11, PAIRS.subList(10, 30));
      assertThat(tail.next().pairs()).isEmpty();
      own.noteWatermark(0, 20);
      var first = tail.next().pairs();
      own.noteWatermark(0, 30);
      var second = tail.next().pairs();

      assertThat(ids(first)).containsExactlyInAnyOrderElementsOf(idsOf(PAIRS.subList(10, 20)));
      assertThat(ids(second)).containsExactlyInAnyOrderElementsOf(idsOf(PAIRS.subList(20, 30)));
      assertThat(tail.next().pairs()).isEmpty();
    }
  }

  @Test
  void figuresAddUp() {
    var figures = new TrafficFigures(warehouse, CLOCK);

    var services = figures.services(EVERYTHING);
    var endpoints = figures.endpoints(EVERYTHING);
    var edges = figures.serviceMap(EVERYTHING);
    var totals = figures.totals();

    assertThat(services.stream().mapToLong(each -> each.inbound() + each.outbound()).sum())
        .isEqualTo(300);
    assertThat(services.stream().mapToLong(ServiceSummary::errors).sum())
        .isEqualTo(
            PAIRS.stream().filter(pair -> pair.status() == 0 || pair.status() >= 500).count());
    assertThat(endpoints.stream().mapToLong(EndpointSummary::count).sum()).isEqualTo(300);
    assertThat(edges.stream().mapToLong(MapEdge::count).sum()).isEqualTo(300);
    assertThat(endpoints).allSatisfy(each -> assertThat(each.errorRate()).isBetween(0.0, 1.0));
    assertThat(totals.pairs()).isEqualTo(300);
    assertThat(totals.storedBytes()).isPositive();
  }

  @Test
  void theMapTellsThePortThatWasAskedFor() {
    record Case(String scheme, String authority, String server, int port) {}
    var cases =
        List.of(
            new Case("https", "api.test:8443", "127.0.0.1:50", 8443),
            new Case("https", "api.test", "127.0.0.1:50", 443),
            new Case("http", "api.test", "127.0.0.1:50", 80),
            new Case("http", "[2001:db8::42]", "[::1]:50", 80),
            new Case("http", "[2001:db8::42]:8080", "[::1]:50", 8080),
            new Case("http", "api.test:99999", "127.0.0.1:50", 0),
            new Case("amqp", "", "127.0.0.1:50", 50),
            new Case("amqp", "", "somewhere", 0));
    try (var own = StoredPairs.none()) {
      var pairs = new ArrayList<RRPair>();
      for (int i = 0; i < cases.size(); i++) {
        var asked = cases.get(i);
        pairs.add(asking(PAIRS.get(i), asked.scheme(), asked.authority(), asked.server()));
      }
      own.insert(1, pairs);

      var edges = new TrafficFigures(own.warehouse(), CLOCK).serviceMap(EVERYTHING);

      assertThat(edges)
          .extracting(edge -> edge.technology() + " " + edge.port())
          .containsExactlyInAnyOrderElementsOf(
              cases.stream()
                  .map(asked ->
                      asked.scheme() + asked.authority() + asked.server() + " " + asked.port())
                  .toList());
    }
  }

  @Test
  void aQuestionThatTakesTooLongIsToldAsThat() {
    var limits = new QueryLimits(1, Duration.ofSeconds(1), Duration.ofSeconds(1), 1L << 30);
    var endless =
        new Statement(
            "SELECT count() FROM numbers(1000000000000) WHERE NOT ignore(sipHash64(number))",
            new dev.reprise.warehouse.filter.SqlParameters());

    try (var impatient = new Warehouse(database.address(), limits)) {
      var failure =
          catchThrowableOfType(AppException.class, () -> impatient.rows(endless, Row::int64));

      assertThat(failure.code()).isEqualTo("QUERY_TOO_SLOW");
    }
  }

  @Test
  void nothingThatACallerSaysBecomesSql() {
    var hostile = TrafficFilter.parse("path = \"' OR 1=1 --\" OR target CONTAINS \"') --\\n\"");

    assertThat(reader.page(EVERYTHING.withFilter(hostile), 10, null).pairs()).hasSizeLessThan(300);
    assertThat(reader.count(EVERYTHING).pairs()).isEqualTo(300);
  }

  private static List<PairId> ids(List<PairSummary> pairs) {
    return pairs.stream().map(PairSummary::id).toList();
  }

  private static List<PairId> idsOf(List<RRPair> pairs) {
    return pairs.stream().map(RRPair::id).toList();
  }

  private static RRPair withBody(RRPair pair, int bytes) {
    var body = Body.whole(Bytes.of("x".repeat(bytes), StandardCharsets.US_ASCII));
    return pair.withMessages(with(pair.request(), body), pair.answer(), pair.notes());
  }

  private static RRPair withTheLongestBodies(RRPair pair) {
    var body = new Body(Bytes.EMPTY, Long.MAX_VALUE, Bytes.EMPTY);
    var answer = new Response(200, "OK", "HTTP/1.1", Headers.EMPTY, body, Headers.EMPTY);
    return pair.withMessages(with(pair.request(), body), answer, pair.notes());
  }

  /** Told from others by its technology. */
  private static RRPair asking(RRPair pair, String scheme, String authority, String server) {
    var request = pair.request();
    return new RRPair(
        pair.id(),
        pair.origin(),
        pair.direction(),
        new Connection("c", 0, "127.0.0.1:40000", server, null),
        new Request(
            request.method(),
            scheme,
            authority,
            request.target(),
            request.version(),
            request.headers(),
            request.body(),
            request.trailers()),
        pair.answer(),
        pair.timing(),
        pair.notes(),
        new Facts(scheme + authority + server, "any"));
  }

  private static Request with(Request request, Body body) {
    return new Request(
        request.method(),
        request.scheme(),
        request.authority(),
        request.target(),
        request.version(),
        request.headers(),
        body,
        request.trailers());
  }
}
