// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.orchestrator.edge.OrchestratorBackEnds;
import dev.reprise.orchestrator.operator.api.TrafficReplay;
import dev.reprise.orchestrator.operator.api.TrafficReplayStatus;
import dev.reprise.orchestrator.operator.api.TrafficReplayStatus.Phase;
import dev.reprise.proto.client.Channels;
import dev.reprise.proto.replay.v1.GetReplayRequest;
import dev.reprise.proto.replay.v1.Replay;
import dev.reprise.proto.replay.v1.ReplayServiceGrpc;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The operator as the service starts it, with what it has in earnest: snapshots by gRPC, runs of
 * the service, kept in PostgreSQL. No agent ever comes, so a replay goes on until it is cancelled.
 */
@QuarkusTest
@QuarkusTestResource(OrchestratorBackEnds.class)
@QuarkusTestResource(value = OperatorSurroundings.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway") // fields are injected
class OperatorStartupIT {

  private static final Duration LIMIT = Duration.ofSeconds(90);

  @TestHTTPResource("/")
  URI address;

  private KubernetesClient cluster;

  // Asked for, not injected: what is injected into one test class is required of the application in
  // all of them.
  @BeforeEach
  void connect() {
    String apiServer =
        ConfigProvider.getConfig()
            .getValue("quarkus.kubernetes-client.api-server-url", String.class);
    cluster =
        new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder().withMasterUrl(apiServer).build())
            .build();
  }

  @AfterEach
  void disconnect() {
    cluster.close();
  }

  @Test
  void aReplayIsARunOfThisServiceUntilItIsCancelled() {
    create(
        "one",
        "{snapshot: {name: checkout}, targetUrl: 'http://10.0.0.9:8080', mode: generator-only}");

    var running = when("one", status -> status.phase() == Phase.Running);
    String id = running.run().replayId();
    assertThat(known(id).getTarget()).isEqualTo("http://10.0.0.9:8080");
    assertThat(known(id).getSnapshotVersion()).isEqualTo(3);
    assertThat(known(id).getFinishedNanos()).isZero();
    awaitJobs(1); // made after the phase is told

    cancel("one");

    var ended = when("one", status -> status.phase().isFinal());
    assertThat(ended.phase()).as(ended.message()).isEqualTo(Phase.Cancelled);
    assertThat(known(id).getFinishedNanos()).isPositive();
    awaitJobs(0);
  }

  @Test
  void aSnapshotThatIsNotThereIsToldByTheSnapshotServicesOwnWord() {
    create(
        "none",
        "{snapshot: {name: nothing}, targetUrl: 'http://10.0.0.9:8080', mode: generator-only}");

    var status = when("none", one -> one.phase().isFinal());

    assertThat(status.phase()).isEqualTo(Phase.Error);
    assertThat(status.message()).contains("nothing");
    assertThat(status.conditions())
        .filteredOn(condition -> condition.getType().equals("Accepted"))
        .singleElement()
        .satisfies(condition -> assertThat(condition.getReason()).isEqualTo("SnapshotNotFound"));
  }

  @Test
  void theApiServerIsToldOfTheWebhook() {
    await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(
                    cluster
                        .admissionRegistration()
                        .v1()
                        .mutatingWebhookConfigurations()
                        .withName("reprise-inject")
                        .get())
                .isNotNull());
  }

  private void awaitJobs(int count) {
    await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(cluster.batch().v1().jobs().inNamespace("shop").list().getItems())
                .hasSize(count));
  }

  private void create(String name, String spec) {
    var replay =
        new KubernetesSerialization()
            .unmarshal(
                "apiVersion: reprise.dev/v1\nkind: TrafficReplay\nmetadata: {name: %s, namespace: shop}\nspec: %s\n"
                    .formatted(name, spec),
                TrafficReplay.class);
    replay.setStatus(null);
    cluster.resource(replay).create();
  }

  private void cancel(String name) {
    var replays = cluster.resources(TrafficReplay.class).inNamespace("shop").withName(name);
    await()
        .atMost(LIMIT)
        .ignoreExceptions() // somebody else may write at the same time
        .until(() -> {
          var tree =
              cluster.getKubernetesSerialization().convertValue(replays.get(), ObjectNode.class);
          ((ObjectNode) tree.get("spec")).put("cancel", true);
          cluster
              .resource(
                  cluster.getKubernetesSerialization().convertValue(tree, TrafficReplay.class))
              .update();
          return true;
        });
  }

  private TrafficReplayStatus when(String name, Predicate<TrafficReplayStatus> condition) {
    return await()
        .atMost(LIMIT)
        .until(
            () ->
                cluster
                    .resources(TrafficReplay.class)
                    .inNamespace("shop")
                    .withName(name)
                    .get()
                    .getStatus(),
            condition);
  }

  private Replay known(String id) {
    var channel = Channels.open("127.0.0.1:" + address.getPort(), "");
    try {
      return ReplayServiceGrpc.newBlockingStub(channel)
          .getReplay(GetReplayRequest.newBuilder().setId(id).build());
    } finally {
      channel.shutdownNow();
    }
  }
}
