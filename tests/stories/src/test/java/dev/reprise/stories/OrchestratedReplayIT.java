// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.stories;

import static dev.reprise.proto.replay.v1.ReplayPhase.REPLAY_PHASE_CANCELLED;
import static dev.reprise.proto.replay.v1.ReplayPhase.REPLAY_PHASE_ERROR;
import static dev.reprise.proto.replay.v1.ReplayPhase.REPLAY_PHASE_FAILED;
import static dev.reprise.proto.replay.v1.ReplayPhase.REPLAY_PHASE_PASSED;
import static dev.reprise.proto.replay.v1.ReplayPhase.REPLAY_PHASE_PREPARING;
import static dev.reprise.proto.replay.v1.ReplayPhase.REPLAY_PHASE_REPORTING;
import static dev.reprise.proto.replay.v1.ReplayPhase.REPLAY_PHASE_RUNNING;
import static dev.reprise.proto.replay.v1.ReplayPhase.REPLAY_PHASE_WAITING_FOR_SUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.fixtures.Backends;
import dev.reprise.fixtures.Eventually;
import dev.reprise.fixtures.FaultyLink;
import dev.reprise.fixtures.PostgresDatabase;
import dev.reprise.proto.map.ErrorMapper;
import dev.reprise.proto.replay.v1.CancelReplayRequest;
import dev.reprise.proto.replay.v1.GetReportRequest;
import dev.reprise.proto.replay.v1.ListReplaysRequest;
import dev.reprise.proto.replay.v1.Replay;
import dev.reprise.proto.replay.v1.ReplayMode;
import dev.reprise.proto.replay.v1.ReplayPhase;
import dev.reprise.proto.replay.v1.ReportSutReadyRequest;
import dev.reprise.proto.replay.v1.ResponderEndpoint;
import dev.reprise.proto.replay.v1.StartReplayRequest;
import dev.reprise.standins.LiveShop;
import dev.reprise.standins.StandInIngest;
import dev.reprise.standins.StandInQuery;
import dev.reprise.standins.StandInSnapshots;
import dev.reprise.standins.Tape;
import dev.reprise.stories.RunningOrchestrator.Neighbours;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.report.Report;
import dev.reprise.traffic.report.ReportJson;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * orchestrator-service with real agents as processes and a real PostgreSQL: what becomes of a
 * replay when all goes well, when somebody stops it, and when a part of it dies or is away. Long
 * because it is a list: a case for each way in which a replay can end, over one set of parts.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class OrchestratedReplayIT {

  private static final String CONFIG = "{\"name\":\"smoke\",\"load\":{\"fast\":{}}}";
  private static final int REQUESTS = 9;
  private static final int CALLS = 3;

  private final StandInIngest ingest = new StandInIngest();
  private final StandInSnapshots snapshots = new StandInSnapshots();
  private final StandInQuery query = new StandInQuery(this::stored);
  private PostgresDatabase database;
  private RunningOrchestrator orchestrator;

  @BeforeAll
  void begin(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws IOException {
    snapshots.store(
        "shop", new Tape().visit("ann", 10).visit("bob", 20).visit("cid", 30).file(folder));
    database = Backends.postgres().freshDatabase();
    orchestrator =
        new RunningOrchestrator(
            folder,
            new Neighbours(database, snapshots.address(), query.address(), ingest.address()),
            "max-running=2");
  }

  @AfterAll
  void end() {
    orchestrator.close();
    database.close();
    query.close();
    snapshots.close();
    ingest.close();
  }

  /** A test that failed must not take the places of others. */
  @AfterEach
  void cancelWhatStillRuns() {
    list().stream()
        .filter(replay -> replay.getFinishedNanos() == 0)
        .forEach(replay -> cancel(replay.getId()));
  }

  private long stored(String id) {
    return ingest.pairsOf(id).size();
  }

  private static StartReplayRequest.Builder full(int shopPort) {
    return StartReplayRequest.newBuilder()
        .setSnapshot("shop")
        .setTestConfigJson(CONFIG)
        .setTarget("http://127.0.0.1:" + shopPort)
        .setWaitForSut(true)
        .setBuildTag("build 7");
  }

  private static StartReplayRequest.Builder generatorOnly(LiveShop shop) {
    return StartReplayRequest.newBuilder()
        .setSnapshot("shop")
        .setMode(ReplayMode.REPLAY_MODE_GENERATOR_ONLY)
        .setTestConfigJson(CONFIG)
        .setTarget(shop.url());
  }

  private String start(StartReplayRequest.Builder request) {
    return orchestrator.calls().startReplay(request.build()).getId();
  }

  private Replay cancel(String id) {
    return orchestrator.calls().cancelReplay(CancelReplayRequest.newBuilder().setId(id).build());
  }

  private void sutReady(String id) {
    var _ =
        orchestrator.calls().reportSutReady(ReportSutReadyRequest.newBuilder().setId(id).build());
  }

  private Report report(String id) {
    return ReportJson.read(
        orchestrator
            .calls()
            .getReport(GetReportRequest.newBuilder().setId(id).build())
            .getReportJson());
  }

  private List<Replay> list() {
    return orchestrator
        .calls()
        .listReplays(ListReplaysRequest.getDefaultInstance())
        .getReplaysList();
  }

  private static InetSocketAddress addressOf(ResponderEndpoint responder) {
    return new InetSocketAddress(responder.getHost(), responder.getPort());
  }

  private static AppException failureOf(ThrowingCallable call) {
    try {
      call.call();
    } catch (StatusRuntimeException e) {
      return ErrorMapper.fromStatus(e);
    } catch (Throwable other) {
      throw new AssertionError("failed in another way", other);
    }
    throw new AssertionError("it did not fail");
  }

  /** Whoever saw the end sees it when he asks, and nothing is left of the replay. */
  private void isOver(Replay last, ReplayPhase phase) {
    assertThat(last.getPhase()).as("%s", last).isEqualTo(phase);
    assertThat(last.getFinishedNanos()).isGreaterThan(last.getCreatedNanos());
    assertThat(orchestrator.get(last.getId()).getPhase()).isEqualTo(phase);
    nothingIsLeftOf(last.getId());
  }

  private void nothingIsLeftOf(String id) {
    Eventually.holds("the agents have gone", () -> RunningOrchestrator.agentsOf(id).isEmpty());
    Eventually.holds(
        "their files are gone",
        () ->
            orchestrator.leftFiles().stream()
                .noneMatch(file -> file.getFileName().toString().contains(id)));
  }

  /** A full replay whose shop answers nothing yet. */
  private record Held(String id, RunningOrchestrator.Watch watch, LiveShop shop)
      implements AutoCloseable {
    @Override
    public void close() {
      shop.close();
    }
  }

  private Held runningFullReplay() {
    int port = Ports.free(1).getFirst();
    var id = start(full(port));
    var watch = orchestrator.watch(id);
    var responder = watch.until(REPLAY_PHASE_WAITING_FOR_SUT).getResponder();
    assertThat(responder.getCaCertificatePem()).startsWith("-----BEGIN CERTIFICATE-----");
    var shop = LiveShop.payingBy(addressOf(responder), port);
    shop.hold();
    sutReady(id);
    watch.until(REPLAY_PHASE_RUNNING);
    Eventually.holds("a request has come", () -> !shop.seen().isEmpty());
    return new Held(id, watch, shop);
  }

  @Test
  void aFullReplayTellsEveryPhaseAndKeepsItsReport() {
    try (var held = runningFullReplay()) {
      held.shop().letGo();

      var last = held.watch().end();

      isOver(last, REPLAY_PHASE_PASSED);
      assertThat(held.watch().phases())
          .startsWith(REPLAY_PHASE_PREPARING)
          .endsWith(REPLAY_PHASE_PASSED)
          .isSorted();
      assertThat(last.getProgress().getRequestsPlanned()).isEqualTo(REQUESTS);
      assertThat(last.getProgress().getRequestsDone()).isEqualTo(REQUESTS);
      assertThat(last.getProgress().getMockMatches()).isEqualTo(CALLS);
      var provenance = report(held.id()).provenance();
      assertThat(provenance.config()).isEqualTo("smoke");
      assertThat(provenance.mode()).isEqualTo("full");
      assertThat(provenance.buildTag()).isEqualTo("build 7");
      assertThat(ingest.pairsOf(held.id())).hasSize(REQUESTS + CALLS);
    }
  }

  @Test
  void aFullReplayWhoseCallsGoPastTheMocksHasFailedAndSaysWhatToDo() {
    try (var shop = LiveShop.alone()) {
      var id = start(full(0).setTarget(shop.url()).setWaitForSut(false));

      var last = orchestrator.watch(id).end();

      isOver(last, REPLAY_PHASE_FAILED);
      assertThat(last.getProgress().getRequestsFailed()).isZero();
      assertThat(last.getMessage())
          .contains("no call, though %d were recorded".formatted(CALLS), "proxy", "host aliases");
      var report = report(id);
      assertThat(report.verdict()).isEqualTo(Report.Verdict.FAILED);
      assertThat(report.goals())
          .filteredOn(goal -> !goal.held())
          .extracting(Report.GoalResult::goal)
          .containsExactly("mock match rate");
      assertThat(report.mocks().recorded()).isEqualTo(CALLS);
    }
  }

  @Test
  void aFullReplayInWhichNothingWasEverCalledPassesWithoutACall(@TempDir Path folder)
      throws IOException {
    snapshots.store(
        "silent",
        new Tape()
            .in(
                Tape.Message.json("POST /login", "{\"user\":\"ann\"}"),
                Tape.Message.json("200 OK", "{\"token\":\"tok_%s\"}".formatted(Tape.id("ann"))))
            .file(folder));
    try (var shop = LiveShop.alone()) {
      var id = start(full(0).setSnapshot("silent").setTarget(shop.url()).setWaitForSut(false));

      isOver(orchestrator.watch(id).end(), REPLAY_PHASE_PASSED);
    }
  }

  @Test
  void aGeneratorAloneMayFindItsTargetInTheTestConfig() {
    try (var shop = LiveShop.alone()) {
      shop.surcharge(1);
      var id =
          start(
              generatorOnly(shop)
                  .clearTarget()
                  .setTestConfigJson(
                      "{\"target\":{\"url\":\"%s\"},\"load\":{\"fast\":{}}}"
                          .formatted(shop.url())));

      isOver(orchestrator.watch(id).end(), REPLAY_PHASE_FAILED);

      assertThat(shop.seen()).hasSize(REQUESTS);
      assertThat(report(id).provenance().target()).isEqualTo(shop.url());
      assertThat(report(id).causes())
          .anySatisfy(cause -> assertThat(cause.path()).isEqualTo("body.$.amount"));
    }
  }

  @Test
  void aResponderAloneAnswersUntilItIsStopped() throws Exception {
    var id =
        start(
            StartReplayRequest.newBuilder()
                .setSnapshot("shop")
                .setMode(ReplayMode.REPLAY_MODE_RESPONDER_ONLY)
                .setTestConfigJson(CONFIG));
    var watch = orchestrator.watch(id);
    var responder = watch.until(REPLAY_PHASE_RUNNING).getResponder();

    try (var client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(ProxySelector.of(addressOf(responder)))
            .build()) {
      var answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://" + Tape.PAYMENT + "/charges"))
                  .header("Content-Type", "application/json")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "{\"order\":\"%s\",\"amount\":10}".formatted(Tape.id("ann"))))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }
    var _ = cancel(id);

    var last = watch.end();
    isOver(last, REPLAY_PHASE_PASSED);
    assertThat(last.getProgress().getMockMatches()).isEqualTo(1);
  }

  @Test
  void whatIsCancelledBeforeItsAgentsAreThereLeavesNoneBehind() {
    try (var shop = LiveShop.alone()) {
      var id = start(generatorOnly(shop));
      var watch = orchestrator.watch(id);

      var _ = cancel(id);

      isOver(watch.end(), REPLAY_PHASE_CANCELLED);
      assertThat(shop.seen()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"FULL,2", "GENERATOR_ONLY,1", "RESPONDER_ONLY,1"})
  void aReplayCanBeCancelledWhileItsAgentsDownload(String mode, int agents) {
    snapshots.hold();
    try (var shop = LiveShop.alone()) {
      var id =
          start(
              full(0)
                  .setTarget(shop.url())
                  .setWaitForSut(false)
                  .setMode(ReplayMode.valueOf("REPLAY_MODE_" + mode)));
      var watch = orchestrator.watch(id);
      Eventually.holds("every agent downloads", () -> snapshots.held() == agents);
      assertThat(orchestrator.get(id).getPhase()).isEqualTo(REPLAY_PHASE_PREPARING);

      var _ = cancel(id);

      var last = watch.end();
      isOver(last, REPLAY_PHASE_CANCELLED);
      assertThat(last.getMessage()).contains("cancelled by its caller");
      Eventually.holds("the downloads were given up", () -> snapshots.held() == 0);
      assertThat(shop.seen()).isEmpty();
      assertThat(report(id).verdict()).isEqualTo(Report.Verdict.INVALID);
    } finally {
      snapshots.letGo();
    }
  }

  @Test
  void aReplayCanBeCancelledWhileItsRequestsRun() {
    try (var held = runningFullReplay()) {
      var _ = cancel(held.id());

      var last = held.watch().end();

      isOver(last, REPLAY_PHASE_CANCELLED);
      assertThat(last.getMessage()).contains("cancelled by its caller");
      assertThat(report(held.id()).verdict()).isEqualTo(Report.Verdict.INVALID);
    }
  }

  @Test
  void cancellingWhatIsBeingReportedLeavesItsVerdict() {
    query.count(_ -> 0);
    try (var shop = LiveShop.alone()) {
      var id = start(generatorOnly(shop));
      var watch = orchestrator.watch(id);
      watch.until(REPLAY_PHASE_REPORTING);

      assertThat(cancel(id).getPhase()).isEqualTo(REPLAY_PHASE_REPORTING);
      query.count(this::stored);

      isOver(watch.end(), REPLAY_PHASE_PASSED);
    } finally {
      query.count(this::stored);
    }
  }

  @Test
  void asManyRunAsMayAndWhatIsRefusedIsNotKept() {
    try (var shop = LiveShop.alone()) {
      var request = generatorOnly(shop).setWaitForSut(true);
      var first = start(request);
      var second = start(request);
      var watches = List.of(orchestrator.watch(first), orchestrator.watch(second));
      watches.forEach(watch -> watch.until(REPLAY_PHASE_WAITING_FOR_SUT));
      int before = list().size();

      var refused = failureOf(() -> start(request));

      assertThat(refused.code()).isEqualTo("TOO_MANY_REPLAYS");
      assertThat(list()).hasSize(before);
      var _ = cancel(first);
      sutReady(second);
      isOver(watches.getFirst().end(), REPLAY_PHASE_CANCELLED);
      isOver(watches.getLast().end(), REPLAY_PHASE_PASSED);
      var third = start(request);
      var watch = orchestrator.watch(third);
      var _ = cancel(third);
      isOver(watch.end(), REPLAY_PHASE_CANCELLED);
    }
  }

  @Test
  void aStartThatIsAskedForAgainGivesTheSameReplay() {
    try (var shop = LiveShop.alone()) {
      var request = generatorOnly(shop).setIdempotencyKey("again").setWaitForSut(true);
      int before = list().size();
      var id = start(request);
      var watch = orchestrator.watch(id);
      watch.until(REPLAY_PHASE_WAITING_FOR_SUT);

      assertThat(orchestrator.calls().startReplay(request.build()).getPhase())
          .isEqualTo(REPLAY_PHASE_WAITING_FOR_SUT);
      var other = failureOf(() -> start(request.clone().setBuildTag("another")));
      sutReady(id);
      isOver(watch.end(), REPLAY_PHASE_PASSED);

      assertThat(other.code()).isEqualTo("IDEMPOTENCY_KEY_TAKEN");
      assertThat(other).hasMessageContaining("'again'").hasMessageContaining("'" + id + "'");
      assertThat(start(request)).isEqualTo(id);
      assertThat(list()).hasSize(before + 1);
      assertThat(shop.seen()).hasSize(REQUESTS);
    }
  }

  @Test
  void ofStartsWithOneKeyThatRaceOneBegins() throws Exception {
    try (var shop = LiveShop.alone();
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var request = generatorOnly(shop).setIdempotencyKey("raced").setWaitForSut(true).build();
      int before = list().size();

      var ids = new HashSet<String>();
      for (var answer :
          callers.invokeAll(
              Collections.<Callable<String>>nCopies(
                  8, () -> orchestrator.calls().startReplay(request).getId()))) {
        ids.add(answer.get());
      }

      assertThat(ids).hasSize(1);
      assertThat(list()).hasSize(before + 1);
      var id = ids.iterator().next();
      var watch = orchestrator.watch(id);
      var _ = cancel(id);
      isOver(watch.end(), REPLAY_PHASE_CANCELLED);
    }
  }

  @Test
  void whatIsRefusedUsesNoKeyUp() {
    try (var shop = LiveShop.alone()) {
      var request = generatorOnly(shop).setIdempotencyKey("kept").setWaitForSut(true);

      assertThat(failureOf(() -> start(request.clone().setSnapshot("none"))).code())
          .isEqualTo("SNAPSHOT_NOT_FOUND");
      assertThat(failureOf(() -> start(request.clone().setIdempotencyKey("two words"))).code())
          .isEqualTo("IDEMPOTENCY_KEY_INVALID");

      var id = start(request);
      var watch = orchestrator.watch(id);
      var _ = cancel(id);
      isOver(watch.end(), REPLAY_PHASE_CANCELLED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"generator", "responder"})
  void anAgentThatIsKilledEndsTheReplayWithItsName(String agent) {
    try (var held = runningFullReplay()) {
      Processes.kill(RunningOrchestrator.agentOf(held.id(), agent).pid());

      var last = held.watch().end();

      isOver(last, REPLAY_PHASE_ERROR);
      assertThat(last.getMessage()).contains("the " + agent);
      assertThat(report(held.id()).verdict()).isEqualTo(Report.Verdict.INVALID);
    }
  }

  @Test
  void aReplayInWhichTheServiceItselfWasKilledHasEndedAfterItsRestart() {
    String before;
    try (var shop = LiveShop.alone()) {
      before = start(generatorOnly(shop));
      isOver(orchestrator.watch(before).end(), REPLAY_PHASE_PASSED);
    }
    var kept = report(before);
    try (var held = runningFullReplay()) {
      orchestrator.kill();
      orchestrator.restart();

      var last = orchestrator.watch(held.id()).end();

      isOver(last, REPLAY_PHASE_ERROR);
      assertThat(last.getMessage()).contains("orchestrator-service was stopped during the replay");
      assertThat(failureOf(() -> report(held.id())).code()).isEqualTo("REPORT_NOT_FOUND");
    }
    assertThat(orchestrator.get(before).getPhase()).isEqualTo(REPLAY_PHASE_PASSED);
    assertThat(report(before)).isEqualTo(kept);
  }

  @Test
  void whatCannotBeReplayedAsAskedIsRefusedAndNotKept() {
    try (var shop = LiveShop.alone()) {
      int before = list().size();

      assertThat(failureOf(() -> start(generatorOnly(shop).setSnapshot("none"))))
          .hasMessageContaining("'none'")
          .extracting(AppException::code)
          .isEqualTo("SNAPSHOT_NOT_FOUND");
      assertThat(failureOf(() -> start(generatorOnly(shop).setTestConfigJson("{\"lode\":{}}"))))
          .hasMessageContaining("lode")
          .extracting(AppException::code)
          .isEqualTo("CONFIG_INVALID");
      assertThat(failureOf(() -> start(generatorOnly(shop).clearTarget())).code())
          .isEqualTo("TARGET_INVALID");
      assertThat(failureOf(() -> report("none")).code()).isEqualTo("REPORT_NOT_FOUND");

      assertThat(list()).hasSize(before);
    }
  }

  @Test
  void theListGoesOnFromWhereAPageEnded() {
    try (var shop = LiveShop.alone()) {
      var ids = new ArrayList<String>();
      for (int i = 0; i < 3; i++) {
        var id = start(generatorOnly(shop));
        var watch = orchestrator.watch(id);
        var _ = cancel(id);
        var _ = watch.end();
        ids.addFirst(id);
      }
      var request = ListReplaysRequest.newBuilder().setSnapshot("shop").setPageSize(2);

      var first = orchestrator.calls().listReplays(request.build());
      var second =
          orchestrator.calls().listReplays(request.setCursor(first.getNextCursor()).build());

      assertThat(first.getReplaysList()).extracting(Replay::getId).isEqualTo(ids.subList(0, 2));
      assertThat(second.getReplays(0).getId()).isEqualTo(ids.getLast());
      assertThat(
              failureOf(() -> orchestrator.calls().listReplays(request.setCursor("x").build()))
                  .code())
          .isEqualTo("CURSOR_INVALID");
      assertThat(
              failureOf(() -> orchestrator.calls().listReplays(request.setPageSize(-1).build()))
                  .code())
          .isEqualTo("PAGE_TOO_LARGE");
    }
  }

  @Test
  void servicesThatAreAwayAreNamed(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder)
      throws IOException {
    var nobody = "127.0.0.1:" + Ports.free(1).getFirst();
    int snapshotPort = URI.create("http://" + snapshots.address()).getPort();
    Files.createDirectories(folder);
    try (var link = FaultyLink.to(snapshotPort);
        var other = Backends.postgres().freshDatabase();
        var lonely =
            new RunningOrchestrator(
                folder,
                new Neighbours(other, link.address(), nobody, ingest.address()),
                "store-timeout=1s");
        var shop = LiveShop.alone()) {
      var request = generatorOnly(shop).build();
      var last = lonely.watch(lonely.calls().startReplay(request).getId()).end();

      assertThat(last.getPhase()).isEqualTo(REPLAY_PHASE_ERROR);
      assertThat(last.getMessage())
          .contains("query-service", nobody)
          .doesNotContain("reached the warehouse");

      link.cut();
      assertThatThrownBy(() -> lonely.calls().startReplay(request))
          .hasMessageContaining("snapshot-service at " + link.address());
    }
  }
}
