// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixtures.Eventually;
import dev.reprise.fixtures.ScriptedServer;
import dev.reprise.generator.run.ReplayRun.Setup;
import dev.reprise.standins.LiveShop;
import dev.reprise.standins.Tape;
import dev.reprise.standins.Tape.Message;
import dev.reprise.traffic.config.TestConfigs;
import dev.reprise.traffic.diff.Comparison.Learnt;
import dev.reprise.traffic.diff.Difference;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Mark;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.UnstampedPair;
import dev.reprise.traffic.report.AgentFigures;
import dev.reprise.traffic.report.RequestOutcome;
import dev.reprise.traffic.snapshot.SnapshotFile;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole replays of small recordings, against systems that live. */
class ReplayRunIT {

  // The recording has no such header; the config does not ask for it.
  private static final String DATE = "header.date";
  private static final String FAST = "{load: {fast: {}}}";

  @TempDir Path folder;

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final Collected results = new Collected();

  /** Keeps what comes. */
  private static final class Collected implements Results {

    private final ConcurrentLinkedQueue<RequestOutcome> outcomes = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Boolean> successes = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<UnstampedPair> pairs = new ConcurrentLinkedQueue<>();
    private volatile boolean crowded;

    @Override
    public void outcome(RequestOutcome outcome, boolean success) {
      outcomes.add(outcome);
      successes.add(success);
    }

    @Override
    public void pair(UnstampedPair pair) {
      pairs.add(pair);
    }

    @Override
    public boolean isCrowded() {
      return crowded;
    }
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : opened.reversed()) {
      one.close();
    }
  }

  private <T extends AutoCloseable> T open(T one) {
    opened.add(one);
    return one;
  }

  private ReplayRun run(
      Tape tape, String config, String target, Function<EventLoop, ValueExchange> exchange)
      throws IOException {
    SnapshotFile snapshot = open(tape.snapshot(folder));
    return open(
        new ReplayRun(
            new Setup(snapshot, TestConfigs.parse("test", config), target, "r-1"),
            exchange,
            results));
  }

  private AgentFigures ran(Tape tape, String config, String target) throws Exception {
    return end(run(tape, config, target, _ -> ValueExchange.NOBODY));
  }

  private static AgentFigures end(ReplayRun run) throws Exception {
    return run.start().get(60, TimeUnit.SECONDS);
  }

  private static Tape threeVisits() {
    return new Tape().visit("ann", 10).visit("bob", 20).visit("cid", 30);
  }

  @Test
  void carriesTokensAndIdsFromAnswersIntoLaterRequests() throws Exception {
    var shop = open(LiveShop.alone());

    var figures = ran(threeVisits(), FAST, shop.url());

    assertThat(results.outcomes)
        .hasSize(9)
        .allSatisfy(outcome -> {
          assertThat(outcome.error()).isEmpty();
          assertThat(outcome.differences()).extracting(Difference::path).containsOnly(DATE);
        });
    assertThat(results.successes).containsOnly(true);
    assertThat(figures.bindings()).isGreaterThanOrEqualTo(6);
    assertThat(figures.invalid()).isEmpty();
  }

  @Test
  void givesEachWalkOfEachUserItsOwnValues() throws Exception {
    var shop = open(LiveShop.alone());

    ran(threeVisits(), "{load: {fast: {vusers: 3, cycles: 2}}}", shop.url());

    assertThat(results.outcomes).hasSize(54);
    assertThat(results.successes).containsOnly(true);
    assertThat(results.outcomes)
        .extracting(outcome -> outcome.walk().session())
        .containsOnly("v0.c0", "v0.c1", "v1.c0", "v1.c1", "v2.c0", "v2.c1");
  }

  @Test
  void namesTheDifferenceOfARegression() throws Exception {
    var shop = open(LiveShop.alone());
    shop.surcharge(1);

    ran(threeVisits(), FAST, shop.url());

    assertThat(results.outcomes)
        .flatExtracting(RequestOutcome::differences)
        .extracting(Difference::path)
        .filteredOn(path -> !path.equals(DATE))
        .hasSize(6)
        .containsOnly("body.$.amount");
    assertThat(results.successes.stream().filter(success -> !success)).hasSize(6);
  }

  @Test
  void keepsAPairOfEveryRequestThatLeft() throws Exception {
    var shop = open(LiveShop.alone());

    ran(threeVisits(), FAST, shop.url());

    assertThat(results.pairs)
        .hasSize(9)
        .allSatisfy(pair -> {
          assertThat(pair.origin().replayId()).isEqualTo("r-1");
          assertThat(pair.origin().service()).isEqualTo("shop");
          assertThat(pair.timing().responseEndNanos())
              .isGreaterThanOrEqualTo(pair.timing().responseStartNanos());
          assertThat(pair.timing().responseStartNanos()).isGreaterThan(pair.timing().startNanos());
        });
    assertThat(results.pairs).extracting(pair -> pair.request().path()).contains("/login");
  }

  @Test
  void keepsTheRecordedGaps() throws Exception {
    var shop = open(LiveShop.alone());
    var tape = new Tape().visit("ann", 10).pause(400).visit("bob", 20);

    ran(tape, "", shop.url());

    var starts =
        results.outcomes.stream().map(outcome -> outcome.times().intendedStartNanos()).toList();
    var recorded =
        tape.pairs().stream()
            .filter(pair -> pair.direction() == dev.reprise.traffic.pair.Direction.IN)
            .map(pair -> pair.timing().startNanos())
            .toList();
    for (int i = 0; i < starts.size(); i++) {
      assertThat(starts.get(i) - starts.getFirst())
          .isEqualTo(recorded.get(i) - recorded.getFirst());
    }
    assertThat(results.outcomes)
        .allSatisfy(outcome ->
            assertThat(outcome.times().actualStartNanos())
                .isGreaterThanOrEqualTo(outcome.times().intendedStartNanos()));
  }

  @Test
  void endsEveryRequestThatCannotBeSentWithItsReason() throws Exception {
    var shop = open(LiveShop.alone());
    var tape =
        threeVisits()
            .in(Message.json("POST /login", "{\"user\":\"dan\"}"), Message.of("200 OK"))
            .changeLast(pair -> with(pair, cut(pair.request()), Set.of(Mark.REQUEST_TRUNCATED)))
            .in(Message.json("POST /login", "{\"user\":\"eve\"}"), Message.of("200 OK"))
            .changeLast(pair -> with(pair, pair.request(), Set.of(Mark.REQUEST_INCOMPLETE)))
            .in(Message.of("GET /live"), Message.of("101 Switching Protocols"))
            .changeLast(pair -> with(pair, pair.request(), Set.of(Mark.UPGRADED)));

    ran(tape, FAST, shop.url());

    assertThat(results.outcomes).hasSize(12);
    assertThat(results.outcomes.stream().map(RequestOutcome::error).filter(e -> !e.isEmpty()))
        .containsExactlyInAnyOrder(
            "not sent: only 5 of the 14 bytes of its body were recorded",
            "not sent: the recorded request was cut off by its sender",
            "not sent: the recorded connection left HTTP");
    assertThat(shop.seen()).hasSize(9);
    assertThat(results.pairs).hasSize(9);
  }

  private static Request cut(Request request) {
    var body = request.body();
    return new Request(
        request.method(),
        request.scheme(),
        request.authority(),
        request.target(),
        request.version(),
        request.headers(),
        new Body(body.kept().prefix(5), body.wireBytes(), body.sha256()),
        request.trailers());
  }

  private static RRPair with(RRPair pair, Request request, Set<Mark> marks) {
    return pair.withMessages(request, pair.answer(), new RRPair.Notes(marks, List.of()));
  }

  @Test
  void tellsWhatBecameOfRequestsThatWereNotAnswered() throws Exception {
    var server =
        open(
            ScriptedServer.start((_, wire) -> {
              wire.readMessage();
              wire.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
            }));

    ran(new Tape().visit("ann", 10), FAST, server.url());

    assertThat(results.outcomes)
        .hasSize(3)
        .allSatisfy(outcome -> {
          assertThat(outcome.status()).isZero();
          assertThat(outcome.error())
              .isEqualTo(
                  "the connection was closed in the middle of the answer, after 4 bytes of its"
                      + " body");
        });
    assertThat(results.successes).containsOnly(false);
    assertThat(results.pairs)
        .hasSize(3)
        .allSatisfy(pair -> {
          assertThat(pair.answer()).isNull();
          assertThat(pair.notes().marks()).containsExactly(Mark.RESPONSE_MISSING);
        });
  }

  @Test
  void tellsThatNobodyListens() throws Exception {
    String nowhere;
    try (var closed = ScriptedServer.start((_, _) -> {})) {
      nowhere = closed.url();
    }

    ran(new Tape().visit("ann", 10), FAST, nowhere);

    assertThat(results.outcomes)
        .hasSize(3)
        .extracting(RequestOutcome::error)
        .containsOnly("no connection: connection refused");
    assertThat(results.pairs).isEmpty();
  }

  @Test
  void givesUpOnAnAnswerAfterItsTime() throws Exception {
    var shop = open(LiveShop.alone());
    shop.hold();

    ran(
        new Tape().visit("ann", 10),
        "{load: {fast: {}}, timeouts: {answerMillis: 200}}",
        shop.url());

    assertThat(results.outcomes)
        .hasSize(3)
        .extracting(RequestOutcome::error)
        .containsOnly("no answer within 200 ms");
  }

  @Test
  void calledInvalidWhenItWasLateItself() throws Exception {
    var shop = open(LiveShop.alone());
    results.crowded = true;
    var run =
        run(
            threeVisits(),
            "{load: {recorded: {}, maxLatenessMillis: 20}}",
            shop.url(),
            _ -> ValueExchange.NOBODY);

    var done = run.start();
    var end = System.nanoTime() + 200_000_000L;
    Eventually.holds("some time has passed", () -> System.nanoTime() - end > 0);
    assertThat(shop.seen()).isEmpty();
    results.crowded = false;
    var figures = done.get(60, TimeUnit.SECONDS);

    assertThat(results.outcomes).hasSize(9);
    assertThat(figures.lateness().maxMillis()).isGreaterThan(100);
    assertThat(figures.invalid())
        .singleElement()
        .asString()
        .startsWith("The generator was late: 1 % of the requests left ")
        .endsWith("up to 20 ms are allowed (load.maxLatenessMillis).");
  }

  @Test
  void givesUpWhatIsInFlightWhenItIsStopped() throws Exception {
    var shop = open(LiveShop.alone());
    shop.hold();
    var run = run(threeVisits(), FAST, shop.url(), _ -> ValueExchange.NOBODY);

    var done = run.start();
    Eventually.holds("the first request has come", () -> shop.seen().size() == 1);
    run.stop();
    done.get(60, TimeUnit.SECONDS);

    assertThat(results.outcomes)
        .extracting(RequestOutcome::error)
        .containsExactly("the replay was stopped");
    assertThat(shop.seen()).hasSize(1);
  }

  @Test
  void aRunThatWasStoppedBeforeItBeganSendsNothing() throws Exception {
    var shop = open(LiveShop.alone());
    var run = run(threeVisits(), FAST, shop.url(), _ -> ValueExchange.NOBODY);

    run.stop();
    end(run);

    assertThat(results.outcomes).isEmpty();
    assertThat(shop.seen()).isEmpty();
  }

  /** The responder must know a new id before the shop can ask for it. */
  @Test
  void sendsTheNextRequestOnlyOnceOthersKnowWhatWasLearnt() throws Exception {
    var shop = open(LiveShop.alone());
    var waiting = new ConcurrentLinkedQueue<Runnable>();
    var run =
        run(
            new Tape().visit("ann", 10).visit("bob", 20),
            FAST,
            shop.url(),
            _ ->
                new ValueExchange() {
                  @Override
                  public void publish(String session, List<Learnt> learnt, Runnable known) {
                    assertThat(session).isEqualTo("v0.c0");
                    waiting.add(known);
                  }

                  @Override
                  public long timeouts() {
                    return 7;
                  }
                });

    var done = run.start();
    Eventually.holds("something was learnt", () -> waiting.size() == 1);
    assertThat(shop.seen()).containsExactly("POST /login");
    while (!done.isDone()) {
      var known = waiting.poll();
      if (known != null) {
        run.afterLearning(known);
      }
    }

    assertThat(results.outcomes).hasSize(6);
    assertThat(done.get().bindingTimeouts()).isEqualTo(7);
  }

  @Test
  void usesWhatOthersHaveLearnt() throws Exception {
    var seen = new ConcurrentLinkedQueue<String>();
    var server =
        open(
            ScriptedServer.start((_, wire) -> {
              while (true) {
                seen.add(wire.readMessage());
                wire.send("HTTP/1.1 204 No Content\r\n\r\n");
              }
            }));
    var run = run(threeVisits(), FAST, server.url(), _ -> ValueExchange.NOBODY);

    var done = run.start();
    run.learn("v0.c0", new Learnt(Tape.id("bob"), Tape.id("bob-live")));
    run.learn("v9.c9", new Learnt(Tape.id("cid"), Tape.id("cid-live")));
    done.get(60, TimeUnit.SECONDS);

    assertThat(seen.stream().filter(request -> request.startsWith("GET")))
        .anyMatch(request -> request.startsWith("GET /orders/" + Tape.id("ann") + " "))
        .anyMatch(request -> request.startsWith("GET /orders/" + Tape.id("bob-live") + " "))
        .anyMatch(request -> request.startsWith("GET /orders/" + Tape.id("cid") + " "));
  }

  @Test
  void comparesALargeAnswerAsASmallOne() throws Exception {
    var big = new StringBuilder("[");
    for (int i = 0; i < 40_000; i++) {
      big.append(i == 0 ? "" : ",").append("{\"sku\":").append(i).append('}');
    }
    var recorded = big.append(']').toString();
    var live = recorded.replace("{\"sku\":39999}", "{\"sku\":-1}");
    var server =
        open(
            ScriptedServer.start((_, wire) -> {
              wire.readMessage();
              wire.send(
                  "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                      .formatted(live.length(), live));
            }));

    ran(
        new Tape().in(Message.of("GET /all"), Message.json("200 OK", recorded)),
        FAST,
        server.url());

    assertThat(results.outcomes)
        .singleElement()
        .satisfies(outcome ->
            assertThat(outcome.differences())
                .extracting(Difference::path)
                .containsExactly("body.$[39999].sku"));
  }

  @Test
  void sendsToOtherHostsAsTheConfigSays() throws Exception {
    var shop = open(LiveShop.alone());
    var other = open(ScriptedServer.start((_, wire) -> wire.send(answerTo(wire.readMessage()))));
    var config =
        "{load: {fast: {}}, target: {headers: {X-Build: '7'}, hosts: {other.test: '%s/api'}}}"
            .formatted(other.url());
    var tape =
        new Tape()
            .visit("ann", 10)
            .in(Message.of("GET /echo"), Message.of("200 OK"))
            .changeLast(pair ->
                pair.withMessages(
                    Tape.request("other.test", Message.of("GET /echo?a=1")),
                    pair.answer(),
                    pair.notes()));

    ran(tape, config, shop.url());

    assertThat(results.pairs.stream().map(pair -> pair.request().target()))
        .contains("/api/echo?a=1");
    assertThat(results.pairs)
        .allSatisfy(pair -> assertThat(pair.request().headers().first("x-build")).contains("7"));
    assertThat(shop.seen()).hasSize(3);
  }

  private static String answerTo(String request) {
    return "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s".formatted(request.length(), request);
  }
}
