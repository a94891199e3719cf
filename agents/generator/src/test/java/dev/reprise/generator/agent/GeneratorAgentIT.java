// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixtures.Eventually;
import dev.reprise.proto.agent.Participation;
import dev.reprise.proto.agent.Surroundings;
import dev.reprise.proto.replay.v1.AgentDone;
import dev.reprise.proto.replay.v1.AgentEvent.EventCase;
import dev.reprise.proto.replay.v1.AgentRole;
import dev.reprise.proto.replay.v1.ReplayPlan;
import dev.reprise.shipping.ReplayDelivery;
import dev.reprise.standins.LiveShop;
import dev.reprise.standins.StandInIngest;
import dev.reprise.standins.StandInOrchestrator;
import dev.reprise.standins.StandInSnapshots;
import dev.reprise.standins.Tape;
import dev.reprise.traffic.report.AgentFigures;
import dev.reprise.traffic.report.ReportJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generator with an orchestrator, snapshot-service and ingest-service around it. */
class GeneratorAgentIT {

  private static final String FAST = "{\"load\": {\"fast\": {}}}";
  private static final ReplayDelivery.Limits SHORT =
      new ReplayDelivery.Limits(Duration.ofMillis(500), Duration.ofMillis(500));

  @TempDir Path folder;

  private final StandInOrchestrator orchestrator = new StandInOrchestrator();
  private final StandInSnapshots snapshots = new StandInSnapshots();
  private final StandInIngest ingest = new StandInIngest();
  private final LiveShop shop = LiveShop.alone();

  @BeforeEach
  void record() throws IOException {
    snapshots.store("shop", new Tape().visit("ann", 10).visit("bob", 20).file(folder));
  }

  @AfterEach
  void close() {
    shop.close();
    orchestrator.close();
    snapshots.close();
    ingest.close();
  }

  private CompletableFuture<Boolean> start(ReplayDelivery.Limits limits) {
    return start(orchestrator.address(), limits);
  }

  private CompletableFuture<Boolean> start() {
    return start(ReplayDelivery.Limits.DEFAULT);
  }

  private CompletableFuture<Boolean> start(String address, ReplayDelivery.Limits limits) {
    var surroundings =
        new Surroundings(
            "r-1", address, snapshots.address(), ingest.address(), folder.resolve("work"), "");
    var part =
        new Participation(surroundings, new GeneratorAgent(surroundings, Optional.empty(), limits));
    var ended = new CompletableFuture<Boolean>();
    Thread.ofVirtual()
        .name("agent")
        .start(() -> {
          try {
            ended.complete(part.run());
          } catch (InterruptedException | RuntimeException e) {
            ended.completeExceptionally(e);
          }
        });
    return ended;
  }

  private ReplayPlan plan(String snapshot, String config) {
    return ReplayPlan.newBuilder()
        .setReplayId("r-1")
        .setSnapshot(snapshot)
        .setSnapshotVersion(1)
        .setTestConfigJson(config)
        .setTarget(shop.url())
        .build();
  }

  private StandInOrchestrator.Agent ready(String config) throws InterruptedException {
    var agent = orchestrator.agent();
    agent.plan(plan("shop", config));
    agent.next(EventCase.READY);
    return agent;
  }

  private static boolean ended(CompletableFuture<Boolean> run) throws Exception {
    return run.get(60, TimeUnit.SECONDS);
  }

  private static AgentFigures figures(AgentDone done) {
    return ReportJson.readFigures(done.getFiguresJson());
  }

  @Test
  void takesPartFromItsFirstWordToItsLast() throws Exception {
    var run = start();
    var agent = orchestrator.agent();
    var hello = agent.next(EventCase.HELLO).getHello();
    assertThat(hello.getReplayId()).isEqualTo("r-1");
    assertThat(hello.getRole()).isEqualTo(AgentRole.AGENT_ROLE_GENERATOR);

    agent.plan(plan("shop", FAST));
    assertThat(agent.next(EventCase.READY).getReady().getRequestsPlanned()).isEqualTo(6);
    assertThat(shop.seen()).isEmpty();

    agent.go();
    int outcomes = 0;
    while (outcomes < 6) {
      var batch = agent.next(EventCase.OUTCOMES).getOutcomes();
      outcomes += batch.getRequestsCount();
      assertThat(batch.getRequestsList())
          .allSatisfy(one -> assertThat(one.getSuccess()).as(one.toString()).isTrue());
    }
    var done = agent.next(EventCase.DONE).getDone();

    assertThat(ended(run)).isTrue();
    assertThat(done.getError()).isEmpty();
    assertThat(done.getPairsShipped()).isEqualTo(6);
    assertThat(figures(done).bindings()).isEqualTo(4);
    assertThat(figures(done).invalid()).isEmpty();
    assertThat(ingest.pairsOf("r-1")).hasSize(6);
    assertThat(shop.seen()).hasSize(6);
  }

  @Test
  void waitsUntilTheResponderKnowsWhatWasLearnt() throws Exception {
    var run = start();
    var agent = ready("{\"load\": {\"fast\": {}}, \"timeouts\": {\"bindingsMillis\": 60000}}");

    agent.go();
    var first = agent.next(EventCase.BINDINGS).getBindings();
    assertThat(first.getBindingsList())
        .singleElement()
        .satisfies(binding -> {
          assertThat(binding.getSession()).isEqualTo("v0.c0");
          assertThat(binding.getLive()).startsWith("tok_");
        });
    assertThat(shop.seen()).containsExactly("POST /login");

    agent.applied(first.getId());
    var second = agent.next(EventCase.BINDINGS).getBindings();
    assertThat(shop.seen()).containsExactly("POST /login", "POST /orders");
    agent.applied(second.getId());
    agent.applied(agent.next(EventCase.BINDINGS).getBindings().getId());
    agent.applied(agent.next(EventCase.BINDINGS).getBindings().getId());

    var done = agent.next(EventCase.DONE).getDone();
    assertThat(figures(done).bindingTimeouts()).isZero();
    assertThat(ended(run)).isTrue();
  }

  @Test
  void waitsForNoResponderThatNeverAnswers() throws Exception {
    var run = start();
    var agent = ready("{\"load\": {\"fast\": {}}, \"timeouts\": {\"bindingsMillis\": 50}}");

    agent.go();

    // Three waits in vain; from then on it only tells.
    assertThat(figures(agent.next(EventCase.DONE).getDone()).bindingTimeouts()).isEqualTo(3);
    assertThat(ended(run)).isTrue();
  }

  @Test
  void saysSoOnceItKnowsWhatTheResponderHasLearnt() throws Exception {
    var run = start();
    var agent = ready(FAST);

    agent.bind(41, "v0.c0", Tape.id("x"), Tape.id("y"));
    assertThat(agent.next(EventCase.BINDINGS_APPLIED).getBindingsApplied()).isEqualTo(41);

    agent.go();
    agent.next(EventCase.DONE);
    assertThat(ended(run)).isTrue();
  }

  @Test
  void saysWhyItCouldNotPrepare() throws Exception {
    var run = start();
    var agent = orchestrator.agent();

    agent.plan(plan("nowhere", FAST));

    assertThat(agent.next(EventCase.DONE).getDone().getError())
        .contains("Snapshot 'nowhere' version 1 cannot be downloaded: NOT_FOUND");
    assertThat(ended(run)).isFalse();
  }

  @Test
  void refusesAConfigThatItCannotRead() throws Exception {
    var run = start();
    var agent = orchestrator.agent();

    agent.plan(plan("shop", "{\"load\": {\"fats\": {}}}"));

    assertThat(agent.next(EventCase.DONE).getDone().getError()).contains("fats");
    assertThat(ended(run)).isFalse();
  }

  @Test
  void endsWhenItIsStoppedBeforeAPlanCame() throws Exception {
    var run = start();
    var agent = orchestrator.agent();
    agent.next(EventCase.HELLO);

    agent.stop("not needed");

    assertThat(agent.next(EventCase.DONE).getDone().getError()).isEqualTo("not needed");
    assertThat(ended(run)).isFalse();
  }

  @Test
  void givesADownloadUpWhenItIsStopped() throws Exception {
    snapshots.hold();
    var run = start();
    var agent = orchestrator.agent();
    agent.plan(plan("shop", FAST));
    Eventually.holds("the download is under way", () -> snapshots.held() == 1);

    agent.stop("not needed");

    assertThat(agent.next(EventCase.DONE).getDone().getError()).isEqualTo("not needed");
    assertThat(ended(run)).isFalse();
    Eventually.holds("the download was given up", () -> snapshots.held() == 0);
  }

  @Test
  void endsWhenItIsStoppedBeforeItBegins() throws Exception {
    var run = start();
    var agent = ready(FAST);

    agent.stop("not needed");

    var done = agent.next(EventCase.DONE).getDone();
    assertThat(done.getError()).isEqualTo("not needed");
    assertThat(done.getPairsShipped()).isZero();
    assertThat(ended(run)).isFalse();
    assertThat(shop.seen()).isEmpty();
  }

  @Test
  void handsOnWhatItSawWhenItIsStoppedInTheMiddle() throws Exception {
    shop.hold();
    var run = start();
    var agent = ready(FAST);
    agent.go();
    Eventually.holds("the first request has come", () -> shop.seen().size() == 1);

    agent.stop("enough");

    assertThat(agent.next(EventCase.OUTCOMES).getOutcomes().getRequestsList())
        .singleElement()
        .satisfies(outcome -> assertThat(outcome.getError()).isEqualTo("the replay was stopped"));
    var done = agent.next(EventCase.DONE).getDone();
    assertThat(done.getError()).isEqualTo("enough");
    assertThat(done.getPairsShipped()).isEqualTo(1);
    assertThat(ended(run)).isFalse();
    assertThat(shop.seen()).hasSize(1);
  }

  @Test
  void endsWithTheOrchestrator() throws Exception {
    shop.hold();
    var run = start();
    ready(FAST).go();
    Eventually.holds("the first request has come", () -> shop.seen().size() == 1);

    orchestrator.close();

    assertThat(ended(run)).isFalse();
    assertThat(shop.seen()).hasSize(1);
    assertThat(ingest.pairsOf("r-1")).hasSize(1);
  }

  @Test
  void endsWhereThereIsNoOrchestrator() throws Exception {
    var address = orchestrator.address();
    orchestrator.close();

    assertThat(ended(start(address, ReplayDelivery.Limits.DEFAULT))).isFalse();
  }

  @Test
  void saysThatPairsCouldNotBeStored() throws Exception {
    ingest.hold();
    var run = start(SHORT);
    var agent = ready(FAST);

    agent.go();

    var done = agent.next(EventCase.DONE).getDone();
    assertThat(done.getError()).isEmpty();
    assertThat(done.getPairsShipped()).isZero();
    assertThat(figures(done).invalid())
        .contains("The generator is not complete: Not every pair that was seen could be stored.");
    assertThat(ended(run)).isTrue();
  }
}
