// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.injection.Annotations;
import dev.reprise.orchestrator.operator.api.TrafficCapture;
import dev.reprise.orchestrator.operator.api.TrafficCaptureSpec;
import dev.reprise.orchestrator.operator.api.TrafficCaptureStatus;
import dev.reprise.orchestrator.operator.api.TrafficCaptureStatus.State;
import dev.reprise.orchestrator.operator.cluster.TestCluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a TrafficCapture does to a cluster, whatever cluster it is. */
abstract class TrafficCaptureContract {

  static final Duration LIMIT = Duration.ofSeconds(Long.getLong("reprise.test.limit", 60));

  static final String CHECKOUT =
      """
      matchLabels: {team: checkout}
      ports: {app: "8080"}
      filter: {excludeHosts: ["*.internal", "db.test"]}
      """;

  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private final List<AutoCloseable> open = new ArrayList<>();
  protected TestCluster cluster = notYet();

  /** A cluster of its own for one test. */
  abstract TestCluster start();

  @BeforeEach
  void prepare() {
    cluster = start();
    open.add(cluster);
    create(deployment("shop", "checkout"));
    create(deployment("stock", "warehouse"));
    operator("operator-1");
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }

  @Test
  void marksTheWorkloadsThatAreMeantAndNoOther() {
    var other = workload("stock");

    create(capture("checkout", CHECKOUT));

    var status = awaited("checkout", one -> one.getStatus().matched() == 1).getStatus();
    assertThat(status.conditions())
        .anySatisfy(condition -> {
          assertThat(condition.getType()).isEqualTo("Marked");
          assertThat(condition.getStatus()).isEqualTo("True");
        });
    var template = workload("shop").at("/spec/template/metadata");
    assertThat(template.path("labels").path(Annotations.INJECT).asText()).isEqualTo("true");
    assertThat(template.path("annotations").path(Annotations.APP_PORT).asText()).isEqualTo("8080");
    assertThat(template.path("annotations").path(Annotations.EXCLUDE).asText())
        .isEqualTo("*.internal,db.test");
    assertThat(workload("stock")).isEqualTo(other);
  }

  @Test
  void recordsOnceAllPodsHaveTheProxy() {
    create(pod("shop", "shop-old", false));
    create(capture("checkout", CHECKOUT));
    var waiting = awaited("checkout", one -> one.getStatus().message().contains("0 of 1 pods"));
    assertThat(waiting.getStatus().recording()).isZero();

    client().pods().inNamespace(namespace()).withName("shop-old").delete();
    create(pod("shop", "shop-new", true));

    var status = awaited("checkout", one -> one.getStatus().recording() == 1).getStatus();
    assertThat(status.message()).isEmpty();
    assertThat(status.conditions())
        .anySatisfy(condition -> {
          assertThat(condition.getType()).isEqualTo("Recording");
          assertThat(condition.getStatus()).isEqualTo("True");
        });
  }

  @Test
  void switchedOffItLeavesNothing() {
    var before = workload("shop");
    create(capture("checkout", CHECKOUT));
    marked("shop");

    edit("checkout", "enabled: false");

    await().atMost(LIMIT).untilAsserted(() -> assertThat(workload("shop")).isEqualTo(before));
    var status = awaited("checkout", one -> one.getStatus().matched() == 0).getStatus();
    assertThat(status.conditions()).allSatisfy(one -> assertThat(one.getReason()).isEqualTo("Off"));
  }

  @Test
  void deletedItLeavesNothingButWhatOthersHaveChanged() {
    var before = workload("shop");
    create(capture("checkout", CHECKOUT));
    marked("shop");
    change(
        client().apps().deployments().inNamespace(namespace()).withName("shop"),
        found ->
            found.getSpec().getTemplate().getSpec().getContainers().getFirst().setImage("shop:2"));

    captures().withName("checkout").delete();

    await().atMost(LIMIT).until(() -> captures().withName("checkout").get() == null);
    ((ObjectNode) before.at("/spec/template/spec/containers/0")).put("image", "shop:2");
    assertThat(workload("shop")).isEqualTo(before);
  }

  @Test
  void whatIsNotMeantAnyMoreIsPutBack() {
    var before = workload("shop");
    create(capture("checkout", CHECKOUT));
    marked("shop");

    edit("checkout", "matchLabels: {team: warehouse}\nfilter: {}");

    marked("stock");
    await().atMost(LIMIT).untilAsserted(() -> assertThat(workload("shop")).isEqualTo(before));
    assertThat(workload("stock").at("/spec/template/metadata/annotations").has(Annotations.EXCLUDE))
        .isFalse();
  }

  @Test
  void changedSettingsChangeTheMarks() {
    create(capture("checkout", CHECKOUT));
    marked("shop");

    edit("checkout", "ports: {app: '8080', outbound: false}\nfilter: {}");

    await()
        .atMost(LIMIT)
        .untilAsserted(() -> {
          var annotations = workload("shop").at("/spec/template/metadata/annotations");
          assertThat(annotations.path(Annotations.OUTBOUND).asText()).isEqualTo("false");
          assertThat(annotations.has(Annotations.EXCLUDE)).isFalse();
        });
  }

  @Test
  void aWorkloadThatCannotHaveTheProxyIsRefusedWithTheReason() {
    var deployment = deployment("node", "checkout");
    deployment.getSpec().getTemplate().getSpec().setHostNetwork(true);
    create(deployment);
    var before = workload("node");

    create(capture("checkout", CHECKOUT));

    var status = awaited("checkout", one -> one.getStatus().matched() == 2).getStatus();
    assertThat(status.workloads())
        .filteredOn(one -> one.name().equals("node"))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.state()).isEqualTo(State.Refused);
          assertThat(one.message()).contains("node's network");
        });
    assertThat(workload("node")).isEqualTo(before);
    marked("shop");
  }

  @Test
  void aWorkloadThatSaysItselfHowItIsRecordedIsKept() {
    var deployment = deployment("own", "own");
    deployment
        .getSpec()
        .getTemplate()
        .getMetadata()
        .setAnnotations(java.util.Map.of(Annotations.APP_PORT, "none"));
    create(deployment);

    create(capture("checkout", "workloads: [{name: own}, {name: none}]"));

    var status = awaited("checkout", one -> one.getStatus().matched() == 2).getStatus();
    assertThat(status.workloads())
        .extracting(one -> one.name() + " " + one.state())
        .containsExactlyInAnyOrder("own Kept", "none Refused");
    assertThat(status.workloads())
        .anySatisfy(one -> assertThat(one.message()).isEqualTo("there is no Deployment none"));
  }

  @Test
  void theSecondOfTwoCapturesWaitsForTheFirst() {
    create(capture("first", CHECKOUT));
    marked("shop");

    create(capture("second", "workloads: [{name: shop}]"));

    awaited(
        "second",
        one ->
            one.getStatus().message().contains("TrafficCapture " + namespace() + "/first has it"));
    captures().withName("first").delete();
    awaited("second", one -> one.getStatus().message().contains("pods"));
    assertThat(workload("shop").at("/spec/template/metadata/annotations").isMissingNode())
        .as("the first one's settings are gone")
        .isTrue();
    assertThat(workload("shop").at("/metadata/annotations/reprise.dev~1captured-by").asText())
        .startsWith(namespace() + "/second/");
  }

  @Test
  void aWorkloadOfAReplayIsLeftAloneUntilThatIsOver() {
    var before = workload("shop");
    create(capture("checkout", CHECKOUT));
    marked("shop");
    hold("shop", "other/replay/uid");

    captures().withName("checkout").delete();

    await()
        .during(Duration.ofMillis(500))
        .atMost(LIMIT)
        .until(() -> captures().withName("checkout").get() != null);
    hold("shop", "");
    await().atMost(LIMIT).until(() -> captures().withName("checkout").get() == null);
    assertThat(workload("shop")).isEqualTo(before);
  }

  // What the tests are made of:

  final void operator(String name) {
    open.add(OperatorUnderTest.start(cluster, name));
  }

  final io.fabric8.kubernetes.client.KubernetesClient client() {
    return cluster.client();
  }

  final String namespace() {
    return cluster.namespace();
  }

  final void create(HasMetadata resource) {
    client().resource(resource).inNamespace(namespace()).create();
  }

  final TrafficCapture capture(String name, String spec) {
    var capture =
        YAML.unmarshal(
            "apiVersion: reprise.dev/v1\nkind: TrafficCapture\nmetadata:\n  name: %s\nspec:\n%s"
                .formatted(name, spec.indent(2)),
            TrafficCapture.class);
    capture.setStatus(null);
    return capture;
  }

  final Deployment deployment(String name, String team) {
    return YAML.unmarshal(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: %1$s
          labels: {team: %2$s}
        spec:
          replicas: 1
          selector: {matchLabels: {app: %1$s}}
          template:
            metadata: {labels: {app: %1$s}}
            spec:
              containers:
              - name: %1$s
                image: shop:1
                ports: [{containerPort: 8080}]
        """
            .formatted(name, team),
        Deployment.class);
  }

  final Pod pod(String app, String name, boolean hasProxy) {
    return YAML.unmarshal(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: %s
          labels: {app: %s}
          annotations: {%s: there}
        spec: {containers: [{name: app, image: app}]}
        """
            .formatted(name, app, hasProxy ? Annotations.RECORD : "other"),
        Pod.class);
  }

  final io.fabric8.kubernetes.client.dsl.NonNamespaceOperation<
          TrafficCapture, ?, Resource<TrafficCapture>>
      captures() {
    return client().resources(TrafficCapture.class).inNamespace(namespace());
  }

  final TrafficCapture awaited(String name, Predicate<TrafficCapture> condition) {
    return await(name)
        .atMost(LIMIT)
        .until(
            () -> {
              var capture = captures().withName(name).get();
              if (capture.getStatus() == null) {
                capture.setStatus(TrafficCaptureStatus.NEW);
              }
              return capture;
            },
            condition);
  }

  final void marked(String name) {
    await(name)
        .atMost(LIMIT)
        .until(() -> workload(name).at("/spec/template/metadata/labels").has(Annotations.INJECT));
  }

  final void edit(String name, String further) {
    change(
        captures().withName(name),
        capture -> {
          var tree = (ObjectNode) YAML.convertValue(capture.getSpec(), JsonNode.class);
          tree.setAll((ObjectNode) YAML.unmarshal(further, JsonNode.class));
          capture.setSpec(YAML.convertValue(tree, TrafficCaptureSpec.class));
        });
  }

  private void hold(String name, String holder) {
    change(
        client().apps().deployments().inNamespace(namespace()).withName(name),
        found -> {
          if (holder.isEmpty()) {
            found.getMetadata().getAnnotations().remove(Holds.HELD_BY);
          } else {
            found.getMetadata().getAnnotations().put(Holds.HELD_BY, holder);
          }
        });
  }

  // As every client must: the operator may write between an edit's reading and writing.
  private static <T> void change(Resource<T> resource, Consumer<T> change) {
    await()
        .atMost(LIMIT)
        .ignoreExceptionsMatching(e ->
            e instanceof KubernetesClientException refused
                && refused.getCode() == HttpURLConnection.HTTP_CONFLICT)
        .until(() -> {
          resource.edit(found -> {
            change.accept(found);
            return found;
          });
          return true;
        });
  }

  /** What of a workload must be as before; what the API server counts in it is left out. */
  final JsonNode workload(String name) {
    var found =
        client()
            .genericKubernetesResources("apps/v1", "Deployment")
            .inNamespace(namespace())
            .withName(name)
            .get();
    var tree = (ObjectNode) YAML.convertValue(found, JsonNode.class);
    tree.remove("status");
    var metadata = (ObjectNode) tree.get("metadata");
    metadata.remove(List.of("resourceVersion", "generation", "managedFields"));
    return tree;
  }

  @SuppressWarnings("NullAway") // set before each test
  private static TestCluster notYet() {
    return null;
  }
}
