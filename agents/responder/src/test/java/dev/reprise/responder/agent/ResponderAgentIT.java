// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.agent;

import static dev.reprise.standins.Tape.PAYMENT;
import static dev.reprise.standins.Tape.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.reprise.proto.agent.Participation;
import dev.reprise.proto.agent.Surroundings;
import dev.reprise.proto.replay.v1.AgentDone;
import dev.reprise.proto.replay.v1.AgentEvent.EventCase;
import dev.reprise.proto.replay.v1.AgentRole;
import dev.reprise.proto.replay.v1.Binding;
import dev.reprise.proto.replay.v1.MockOutcome;
import dev.reprise.proto.replay.v1.MockResult;
import dev.reprise.proto.replay.v1.ReplayPlan;
import dev.reprise.proto.replay.v1.ResponderEndpoint;
import dev.reprise.responder.agent.ResponderAgent.Door;
import dev.reprise.shipping.ReplayDelivery;
import dev.reprise.standins.StandInIngest;
import dev.reprise.standins.StandInOrchestrator;
import dev.reprise.standins.StandInSnapshots;
import dev.reprise.standins.Tape;
import dev.reprise.standins.Tape.Message;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.report.ReportJson;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The responder with an orchestrator, snapshot-service and ingest-service around it. */
class ResponderAgentIT {

  private static final String MANY = "{\"load\": {\"fast\": {\"vusers\": 8}}}";
  private static final ReplayDelivery.Limits SHORT =
      new ReplayDelivery.Limits(Duration.ofMillis(500), Duration.ofMillis(500));

  @TempDir Path folder;

  private final StandInOrchestrator orchestrator = new StandInOrchestrator();
  private final StandInSnapshots snapshots = new StandInSnapshots();
  private final StandInIngest ingest = new StandInIngest();

  @AfterEach
  void close() {
    orchestrator.close();
    snapshots.close();
    ingest.close();
  }

  private CompletableFuture<Boolean> start(Tape tape) throws IOException {
    return start(tape, 0, ReplayDelivery.Limits.DEFAULT);
  }

  private CompletableFuture<Boolean> start(Tape tape, int port, ReplayDelivery.Limits limits)
      throws IOException {
    snapshots.store("shop", tape.file(folder));
    var surroundings =
        new Surroundings(
            "r-1",
            orchestrator.address(),
            snapshots.address(),
            ingest.address(),
            folder.resolve("work"),
            "");
    var part =
        new Participation(
            surroundings,
            new ResponderAgent(
                surroundings, new Door("127.0.0.1", port, folder.resolve("ca")), limits));
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

  private static ReplayPlan plan(String snapshot, String config) {
    return ReplayPlan.newBuilder()
        .setReplayId("r-1")
        .setSnapshot(snapshot)
        .setSnapshotVersion(1)
        .setTestConfigJson(config)
        .build();
  }

  /** A responder that listens. */
  private record Listening(StandInOrchestrator.Agent agent, ResponderEndpoint endpoint) {

    HttpClient client() {
      return HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(ProxySelector.of(new InetSocketAddress(endpoint.getHost(), endpoint.getPort())))
          .build();
    }

    String charge(HttpClient client, String order, int amount)
        throws IOException, InterruptedException {
      var request =
          HttpRequest.newBuilder(URI.create("http://" + PAYMENT + "/charges"))
              .header("Content-Type", "application/json")
              .timeout(Duration.ofSeconds(60))
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "{\"order\":\"%s\",\"amount\":%d}".formatted(order, amount)))
              .build();
      return client.send(request, BodyHandlers.ofString()).body();
    }

    /** Outcomes until there are so many. */
    List<MockOutcome> outcomes(int count) throws InterruptedException {
      var outcomes = new ArrayList<MockOutcome>();
      while (outcomes.size() < count) {
        outcomes.addAll(agent.next(EventCase.OUTCOMES).getOutcomes().getMocksList());
      }
      return outcomes;
    }
  }

  private Listening listening(String config) throws InterruptedException {
    var agent = orchestrator.agent();
    agent.plan(plan("shop", config));
    return new Listening(agent, agent.next(EventCase.READY).getReady().getResponder());
  }

  private static boolean ended(CompletableFuture<Boolean> run) throws Exception {
    return run.get(60, TimeUnit.SECONDS);
  }

  @Test
  void takesPartFromItsFirstWordToItsLast() throws Exception {
    var run = start(new Tape().order("a", 10).order("b", 20));
    var agent = orchestrator.agent();
    assertThat(agent.next(EventCase.HELLO).getHello().getRole())
        .isEqualTo(AgentRole.AGENT_ROLE_RESPONDER);
    agent.plan(plan("shop", ""));
    var ready = agent.next(EventCase.READY).getReady();
    assertThat(ready.getRecordedCalls().getCount()).isEqualTo(2);
    assertThat(ready.getRecordedCalls().getFirstCallerSequence()).isEqualTo(2);
    var endpoint = ready.getResponder();
    assertThat(endpoint.getCaCertificatePem()).contains("BEGIN CERTIFICATE");
    var responder = new Listening(agent, endpoint);
    agent.go();

    try (var client = responder.client()) {
      assertThat(responder.charge(client, id("live"), 20)).contains(id("live"), "\"for\":\"b\"");
      assertThat(responder.charge(client, id("none"), 77)).contains("NOT_RECORDED");
    }

    var outcomes = responder.outcomes(2);
    assertThat(outcomes)
        .extracting(MockOutcome::getResult, MockOutcome::getHost, MockOutcome::getEndpoint)
        .containsExactly(
            tuple(MockResult.MOCK_RESULT_MATCH, PAYMENT, "POST /charges"),
            tuple(MockResult.MOCK_RESULT_MISS, PAYMENT, "POST /charges"));
    assertThat(outcomes.getLast().getDifferencesList())
        .extracting(difference -> difference.getPath())
        .containsExactly("request.body.$.amount");
    agent.stop("the replay is complete");
    var done = agent.next(EventCase.DONE).getDone();
    assertThat(ended(run)).isTrue();
    assertThat(done.getError()).isEmpty();
    assertThat(done.getPairsShipped()).isEqualTo(2);
    assertThat(ingest.pairsOf("r-1"))
        .hasSize(2)
        .allSatisfy(pair -> {
          assertThat(pair.direction()).isEqualTo(Direction.OUT);
          assertThat(pair.origin().service()).isEqualTo("shop");
        });
  }

  @Test
  void tellsWhatACallTaughtAndUsesWhatTheGeneratorHasLearnt() throws Exception {
    var run = start(new Tape().order("a", 10).order("b", 10).order("c", 10));
    var responder = listening("");

    responder.agent().bind(5, "v0.c0", id("b"), id("live-b"));
    assertThat(responder.agent().next(EventCase.BINDINGS_APPLIED).getBindingsApplied())
        .isEqualTo(5);
    try (var client = responder.client()) {
      assertThat(responder.charge(client, id("live-b"), 10))
          .as("told apart by what the generator knows")
          .contains(id("live-b"), "\"for\":\"b\"");
      assertThat(responder.charge(client, id("live-a"), 10))
          .as("the next in order")
          .contains(id("live-a"), "\"for\":\"a\"");
    }

    assertThat(responder.agent().next(EventCase.BINDINGS).getBindings().getBindingsList())
        .extracting(Binding::getSession, Binding::getRecorded, Binding::getLive)
        .containsExactly(tuple("v0.c0", id("a"), id("live-a")));
    assertThat(responder.outcomes(2))
        .extracting(MockOutcome::getChoice)
        .containsExactly("exact", "order");
    responder.agent().stop("");
    assertThat(figures(responder.agent().next(EventCase.DONE).getDone())).isEqualTo(1);
    assertThat(ended(run)).isTrue();
  }

  private static long figures(AgentDone done) {
    return ReportJson.readFigures(done.getFiguresJson()).bindings();
  }

  /** Many users walk at the same time: each is answered from where its own walk stands. */
  @Test
  void keepsWalksApartThatCallAtTheSameTime() throws Exception {
    int users = 8;
    int polls = 5;
    var tape = new Tape();
    tape.order("a", 10);
    for (int i = 0; i < polls; i++) {
      tape.out(
          PAYMENT,
          Message.of("GET /charges/by-order/" + id("a")),
          Message.json("200 OK", "{\"of\":\"%s\",\"poll\":%d}".formatted(id("a"), i)));
    }
    var run = start(tape);
    var responder = listening(MANY);
    for (int user = 0; user < users; user++) {
      responder.agent().bind(user + 1, "v%d.c0".formatted(user), id("a"), id("live-" + user));
      responder.agent().next(EventCase.BINDINGS_APPLIED);
    }

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Future<List<String>>>();
      for (int user = 0; user < users; user++) {
        var live = id("live-" + user);
        answers.add(threads.submit(() -> polled(responder, live, polls)));
      }
      for (int user = 0; user < users; user++) {
        var expected = new ArrayList<String>();
        for (int i = 0; i < polls; i++) {
          expected.add("{\"of\":\"%s\",\"poll\":%d}".formatted(id("live-" + user), i));
        }
        assertThat(answers.get(user).get()).as("user %d", user).isEqualTo(expected);
      }
    }

    responder.agent().stop("");
    assertThat(ended(run)).isTrue();
  }

  private static List<String> polled(Listening responder, String order, int polls)
      throws IOException, InterruptedException {
    var answers = new ArrayList<String>();
    try (var client = responder.client()) {
      var request =
          HttpRequest.newBuilder(
                  URI.create("http://%s/charges/by-order/%s".formatted(PAYMENT, order)))
              .timeout(Duration.ofSeconds(60))
              .build();
      for (int i = 0; i < polls; i++) {
        answers.add(client.send(request, BodyHandlers.ofString()).body());
      }
    }
    return answers;
  }

  @Test
  void saysWhyItCannotListen() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var run = start(new Tape().order("a", 10), taken.getLocalPort(), SHORT);
      var agent = orchestrator.agent();

      agent.plan(plan("shop", ""));

      assertThat(agent.next(EventCase.DONE).getDone().getError())
          .contains("The responder cannot listen on 127.0.0.1:" + taken.getLocalPort())
          .contains("Choose another port");
      assertThat(ended(run)).isFalse();
    }
  }

  @Test
  void saysWhyItCouldNotPrepare() throws Exception {
    var run = start(new Tape().order("a", 10));
    var agent = orchestrator.agent();

    agent.plan(plan("nowhere", ""));

    assertThat(agent.next(EventCase.DONE).getDone().getError()).contains("'nowhere'", "NOT_FOUND");
    assertThat(ended(run)).isFalse();
  }

  @Test
  void endsWhenItIsStoppedBeforeAPlanCame() throws Exception {
    var run = start(new Tape().order("a", 10));
    var agent = orchestrator.agent();
    agent.next(EventCase.HELLO);

    agent.stop("not needed");

    agent.next(EventCase.DONE);
    assertThat(ended(run)).isFalse();
  }

  @Test
  void shipsWhatItSawAndIsGoneWhenTheOrchestratorIs() throws Exception {
    var run = start(new Tape().order("a", 10));
    var responder = listening("");
    try (var client = responder.client()) {
      responder.charge(client, id("live"), 10);
    }

    orchestrator.close();

    var _ = ended(run); // what could not be reported any more depends on when it broke
    assertThat(ingest.pairsOf("r-1")).hasSize(1);
    assertThatThrownBy(() -> connect(responder.endpoint())).isInstanceOf(ConnectException.class);
  }

  private static void connect(ResponderEndpoint endpoint) throws IOException {
    try (var socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
      socket.getOutputStream().write(1);
    }
  }

  @Test
  void saysThatPairsCouldNotBeStored() throws Exception {
    ingest.hold();
    var run = start(new Tape().order("a", 10), 0, SHORT);
    var responder = listening("");
    try (var client = responder.client()) {
      responder.charge(client, id("live"), 10);
    }

    responder.agent().stop("");

    var done = responder.agent().next(EventCase.DONE).getDone();
    assertThat(done.getPairsShipped()).isZero();
    assertThat(ReportJson.readFigures(done.getFiguresJson()).invalid())
        .containsExactly(
            "The responder is not complete: Not every pair that was seen could be stored.");
    assertThat(ended(run)).isFalse();
  }
}
