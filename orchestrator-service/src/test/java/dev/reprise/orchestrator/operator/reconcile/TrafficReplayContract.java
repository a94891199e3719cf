// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.orchestrator.operator.api.TrafficReplay;
import dev.reprise.orchestrator.operator.api.TrafficReplaySpec;
import dev.reprise.orchestrator.operator.api.TrafficReplayStatus;
import dev.reprise.orchestrator.operator.api.TrafficReplayStatus.Phase;
import dev.reprise.orchestrator.operator.cluster.TestCluster;
import dev.reprise.orchestrator.replay.ReplayInfo;
import dev.reprise.orchestrator.replay.ReplayRequest;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a TrafficReplay does to a cluster, whatever cluster it is. Long because a subclass for each
 * kind of cluster must inherit the whole of it.
 */
abstract class TrafficReplayContract {

  static final Duration LIMIT = Duration.ofSeconds(Long.getLong("reprise.test.limit", 60));

  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  static final String FULL =
      """
      snapshot: {name: checkout, version: 3}
      workloads:
      - ref: {name: shop}
        test: ["in:shop"]
        mock: ["payment", "out:inventory.shop.test:9443"]
      """;

  private final List<AutoCloseable> open = new ArrayList<>();
  protected TestCluster cluster = notYet();

  /** A cluster of its own for one test. */
  abstract TestCluster start();

  @BeforeEach
  void prepare() {
    cluster = start();
    open.add(cluster);
    create(deployment("shop"));
    operator("operator-1");
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }

  @Test
  void replaysAndPutsEverythingBack() {
    var before = workload("shop");

    create(replay("checkout", FULL));

    var status = finished("checkout").getStatus();
    assertThat(status.phase()).as(status.message()).isEqualTo(Phase.Passed);
    assertThat(status.result().success()).isEqualTo("100.0%");
    assertThat(status.result().matches()).isEqualTo("100.0%");
    assertThat(status.result().verdict()).isEqualTo("passed");
    assertThat(status.progress().done()).isEqualTo("501/501");
    assertThat(conditions(status))
        .containsAllEntriesOf(
            Map.of(
                "Accepted", "True",
                "MocksReady", "True",
                "WorkloadReady", "True",
                "Finished", "True",
                "Succeeded", "True",
                "Restored", "True"));
    assertThat(workload("shop")).isEqualTo(before);
    assertThat(brought()).isEmpty();
    assertThat(logs()).hasSize(1);
  }

  @Test
  void tellsItsStoryInEvents() {
    create(replay("checkout", FULL));
    finished("checkout");

    var reasons =
        client().v1().events().inNamespace(namespace()).list().getItems().stream()
            .filter(event -> event.getInvolvedObject().getKind().equals("TrafficReplay"))
            .map(event -> event.getReason())
            .toList();
    assertThat(reasons)
        .containsExactlyInAnyOrder(
            "Preparing", "Patching", "Running", "Collecting", "Restoring", "Passed");
  }

  @Test
  void leadsTheWorkloadToTheResponderAndNotesWhatItWas() {
    cluster.runs().hold(true);
    create(replay("checkout", FULL));

    var status = inPhase("checkout", Phase.Running).getStatus();
    var pod = workload("shop").at("/spec/template/spec");
    var service = responderService();
    assertThat(pod.at("/hostAliases/0/ip").asText()).isEqualTo(service.getSpec().getClusterIP());
    assertThat(pod.at("/hostAliases/0/hostnames"))
        .map(JsonNode::asText)
        .containsExactly("payment.shop.test", "inventory.shop.test");
    assertThat(service.getSpec().getPorts())
        .extracting(port -> port.getPort())
        .containsExactly(80, 443, 8080, 9443);
    assertThat(env(pod))
        .containsEntry("SSL_CERT_FILE", "/reprise/trust/bundle.pem")
        .containsEntry("NODE_EXTRA_CA_CERTS", "/reprise/trust/ca.pem")
        .hasEntrySatisfying(
            "JAVA_TOOL_OPTIONS",
            options ->
                assertThat(options)
                    .startsWith(
                        "-Xmx64m -Djavax.net.ssl.trustStore=/reprise/trust/truststore.p12"));
    assertThat(env(pod)).doesNotContainKey("HTTP_PROXY");
    assertThat(status.inventory())
        .singleElement()
        .satisfies(change -> {
          assertThat(change.name()).isEqualTo("shop");
          assertThat(change.fields())
              .filteredOn(field -> field.path().endsWith("env[name=JAVA_TOOL_OPTIONS]"))
              .singleElement()
              .satisfies(field -> assertThat(field.before()).contains("-Xmx64m"));
          assertThat(change.fields())
              .filteredOn(field -> field.path().equals("spec.template.spec.hostAliases"))
              .singleElement()
              .satisfies(field -> assertThat(field.before()).isNull());
        });
    var request = onlyRun().request();
    assertThat(request.slices())
        .containsExactly("in:shop", "out:inventory.shop.test:9443", "out:payment.shop.test");
    assertThat(request.target()).matches("http://[0-9.]+:8080");
    assertThat(request.mode()).isEqualTo(ReplayRequest.Mode.FULL);
    cluster.runs().hold(false);
    finished("checkout");
  }

  @Test
  void leadsTheWorkloadByProxySettingsWhereThatIsAsked() {
    cluster.runs().hold(true);
    var before = workload("shop");
    create(
        replay(
            "checkout",
            """
            snapshot: {name: checkout}
            workloads:
            - ref: {name: shop}
              test: ["*"]
              mock: ["*"]
              routing: proxy
              replicas: 2
            """));

    inPhase("checkout", Phase.Running);

    var pod = workload("shop").at("/spec/template/spec");
    String proxy = "http://" + responderService().getSpec().getClusterIP() + ":8080";
    assertThat(env(pod)).containsEntry("HTTPS_PROXY", proxy).containsEntry("http_proxy", proxy);
    assertThat(env(pod).get("JAVA_TOOL_OPTIONS")).contains("-Dhttps.proxyPort=8080");
    assertThat(pod.has("hostAliases")).isFalse();
    assertThat(workload("shop").at("/spec/replicas").asInt()).isEqualTo(2);
    cluster.runs().hold(false);
    finished("checkout");
    assertThat(workload("shop")).isEqualTo(before);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{snapshot: {name: nothing}, targetUrl: 'http://x'} | SnapshotNotFound | there is no snapshot 'nothing'",
        "{snapshot: {name: checkout}, workloads: [{ref: {name: shop}, test: ['in:none']}]} | SliceNotFound | There are in:shop, in:cart",
        "{snapshot: {name: checkout}, workloads: [{ref: {name: shop}, test: ['in:']}]} | SliceNotFound | part of in:shop, in:cart",
        "{snapshot: {name: checkout}, workloads: [{ref: {name: none}, test: ['*']}]} | WorkloadNotFound | no Deployment none",
        "{snapshot: {name: checkout}, workloads: [{ref: {name: shop}, test: ['*'], mock: ['10.1.2.3']}]} | HostHasNoName | routing: proxy",
        "{snapshot: {name: checkout}, targetUrl: 'http://x', testConfig: {inline: {laod: {}}}} | TestConfigInvalid | laod",
        "{snapshot: {name: checkout}, targetUrl: 'http://x', testConfig: {configMap: none}} | TestConfigNotFound | ConfigMap none",
        "{snapshot: {name: checkout}, targetUrl: 'http://x', secretRefs: [{name: none}]} | SecretNotFound | no Secret 'none'",
        "{snapshot: {name: checkout}, mode: responder-only} | NothingMocked | needs slices",
      })
  void refusesEarlyWithTheReason(String spec, String reason, String message) {
    var before = workload("shop");

    create(replay("checkout", spec));

    var status = finished("checkout").getStatus();
    assertThat(status.phase()).isEqualTo(Phase.Error);
    assertThat(status.message()).contains(message);
    assertThat(condition(status, "Accepted").getReason()).isEqualTo(reason);
    assertThat(conditions(status)).containsEntry("Succeeded", "False");
    assertThat(workload("shop")).isEqualTo(before);
    assertThat(brought()).isEmpty();
    assertThat(cluster.runs().all()).isEmpty();
  }

  @Test
  void refusesAWorkloadWhoseTemplateHasTheRecordingProxy() {
    var recorded = deployment("recorded");
    recorded
        .getSpec()
        .getTemplate()
        .getMetadata()
        .setAnnotations(Map.of("reprise.dev/injection", "{}"));
    create(recorded);

    create(replay("checkout", FULL.replace("name: shop", "name: recorded")));

    var status = finished("checkout").getStatus();
    assertThat(status.phase()).isEqualTo(Phase.Error);
    assertThat(condition(status, "Accepted").getReason()).isEqualTo("HasProxy");
    assertThat(status.message()).contains("reprise inject --remove");
  }

  @Test
  void endsWhenItIsCancelled() {
    cluster.runs().hold(true);
    var before = workload("shop");
    create(replay("checkout", FULL));
    inPhase("checkout", Phase.Running);

    edit("checkout", "cancel: true");

    var status = finished("checkout").getStatus();
    assertThat(status.phase()).isEqualTo(Phase.Cancelled);
    assertThat(status.message()).contains("spec.cancel");
    assertThat(workload("shop")).isEqualTo(before);
    assertThat(brought()).isEmpty();
  }

  @Test
  void putsEverythingBackBeforeADeletedReplayGoes() {
    cluster.runs().hold(true);
    var before = workload("shop");
    create(replay("checkout", FULL));
    inPhase("checkout", Phase.Running);

    replays().withName("checkout").delete();

    await().atMost(LIMIT).until(() -> replays().withName("checkout").get() == null);
    assertThat(workload("shop")).isEqualTo(before);
    await().atMost(LIMIT).untilAsserted(() -> assertThat(brought()).isEmpty());
    assertThat(onlyRun().phase()).isEqualTo(ReplayInfo.Phase.CANCELLED);
  }

  @Test
  void aWorkloadThatIsChangedMeanwhileEndsTheReplayAndKeepsTheForeignChange() {
    cluster.runs().hold(true);
    create(replay("checkout", FULL));
    inPhase("checkout", Phase.Running);

    edit(
        client().apps().deployments().inNamespace(namespace()).withName("shop"),
        found ->
            found.getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv().stream()
                .filter(variable -> variable.getName().equals("JAVA_TOOL_OPTIONS"))
                .forEach(variable -> variable.setValue("-Xmx128m")));

    var status = finished("checkout").getStatus();
    assertThat(status.phase()).isEqualTo(Phase.Error);
    assertThat(status.message()).contains("changed by somebody else", "JAVA_TOOL_OPTIONS");
    assertThat(condition(status, "Restored").getStatus()).isEqualTo("False");
    assertThat(condition(status, "Restored").getMessage())
        .contains("JAVA_TOOL_OPTIONS", "-Xmx64m", "set it as it should be");
    var pod = workload("shop").at("/spec/template/spec");
    assertThat(env(pod))
        .containsOnly(Map.entry("JAVA_TOOL_OPTIONS", "-Xmx128m"), Map.entry("PORT", "8080"));
    assertThat(pod.has("hostAliases")).isFalse();
  }

  @Test
  void anUnrelatedChangeMeanwhileIsKept() {
    cluster.runs().hold(true);
    create(replay("checkout", FULL));
    inPhase("checkout", Phase.Running);
    edit(
        client().apps().deployments().inNamespace(namespace()).withName("shop"),
        found ->
            found.getSpec().getTemplate().getSpec().getContainers().getFirst().setImage("shop:2"));
    cluster.runs().hold(false);

    var status = finished("checkout").getStatus();

    assertThat(status.phase()).isEqualTo(Phase.Passed);
    var pod = workload("shop").at("/spec/template/spec");
    assertThat(pod.at("/containers/0/image").asText()).isEqualTo("shop:2");
    assertThat(env(pod)).containsEntry("JAVA_TOOL_OPTIONS", "-Xmx64m");
  }

  @Test
  void aSecondReplayOfAWorkloadWaitsForTheFirst() {
    cluster.runs().hold(true);
    var before = workload("shop");
    create(replay("first", FULL));
    inPhase("first", Phase.Running);

    create(replay("second", FULL));

    var waiting = inPhase("second", Phase.Waiting).getStatus();
    assertThat(waiting.message()).contains("held by TrafficReplay " + namespace() + "/first");
    cluster.runs().hold(false);
    assertThat(finished("first").getStatus().phase()).isEqualTo(Phase.Passed);
    assertThat(finished("second").getStatus().phase()).isEqualTo(Phase.Passed);
    assertThat(workload("shop")).isEqualTo(before);
  }

  @Test
  void waitsWhileTooManyReplaysRun() {
    cluster.runs().full(true);
    create(replay("checkout", FULL));
    await()
        .atMost(LIMIT)
        .until(() -> get("checkout").getStatus().message().contains("4 replays are under way"));

    cluster.runs().full(false);

    assertThat(finished("checkout").getStatus().phase()).isEqualTo(Phase.Passed);
  }

  @Test
  void replaysAgainstAnAddressWithoutTouchingAnyWorkload() {
    create(
        replay(
            "checkout",
            "{snapshot: {name: checkout}, targetUrl: 'http://10.9.8.7:8080', buildTag: abc}"));

    var status = finished("checkout").getStatus();
    assertThat(status.phase()).isEqualTo(Phase.Passed);
    assertThat(status.inventory()).isEmpty();
    assertThat(onlyRun().request().target()).isEqualTo("http://10.9.8.7:8080");
    assertThat(onlyRun().request().mode()).isEqualTo(ReplayRequest.Mode.GENERATOR_ONLY);
    assertThat(onlyRun().request().buildTag()).isEqualTo("abc");
    assertThat(onlyRun().request().slices()).containsExactly("in:cart", "in:shop");
  }

  @Test
  void sendsEachSliceToItsOwnWorkload() {
    create(deployment("cart"));
    create(
        replay(
            "checkout",
            """
            snapshot: {name: checkout}
            mode: generator-only
            workloads:
            - {ref: {name: shop}, test: ["in:shop"]}
            - {ref: {name: cart}, test: ["in:cart"], port: 8080, scheme: https}
            """));

    assertThat(finished("checkout").getStatus().phase()).isEqualTo(Phase.Passed);
    var request = onlyRun().request();
    assertThat(request.target()).startsWith("https://"); // cart comes first by name
    assertThat(request.testConfigJson()).contains("\"shop.test\":\"http://");
  }

  @Test
  void aResponderOnlyReplayEndsWellWhenItIsCancelled() {
    create(
        replay(
            "mocks",
            "{snapshot: {name: checkout}, mode: responder-only, workloads: [{ref: {name: shop}, mock: [payment]}]}"));
    inPhase("mocks", Phase.Running);

    edit("mocks", "cancel: true");

    var status = finished("mocks").getStatus();
    assertThat(status.phase()).isEqualTo(Phase.Passed);
    assertThat(conditions(status)).containsEntry("Restored", "True");
  }

  @Test
  void saysWhatItWaitsForAndGivesUpInTime() {
    cluster.breakDown("shop");
    var before = workload("shop");
    create(replay("checkout", FULL + "timeout: 2s\n"));

    var status = finished("checkout").getStatus();
    assertThat(status.phase()).isEqualTo(Phase.Error);
    assertThat(status.message()).contains("not over within 2s", "Deployment shop");
    assertThat(status.outcome()).extracting(outcome -> outcome.reason()).isEqualTo("TimedOut");
    assertThat(workload("shop")).isEqualTo(before);
  }

  @Test
  void goesByItselfOnceItsTimeIsOver() {
    create(replay("checkout", FULL + "ttlAfterFinished: 1s\n"));
    finished("checkout");

    await().atMost(LIMIT).until(() -> replays().withName("checkout").get() == null);
  }

  @Test
  void leavesEverythingAsItStandsWhereThatIsAskedUntilItIsDeleted() {
    var before = workload("shop");
    create(replay("checkout", FULL + "cleanup: none\n"));

    var status = finished("checkout").getStatus();
    assertThat(status.phase()).isEqualTo(Phase.Passed);
    assertThat(condition(status, "Restored").getReason()).isEqualTo("CleanupNone");
    assertThat(workload("shop").at("/spec/template/spec").has("hostAliases")).isTrue();

    replays().withName("checkout").delete();
    await().atMost(LIMIT).until(() -> replays().withName("checkout").get() == null);
    assertThat(workload("shop")).isEqualTo(before);
  }

  @Test
  void takesWhatItCollectedAwayTooWhereThatIsAsked() {
    create(replay("checkout", FULL + "cleanup: all\n"));

    finished("checkout");

    assertThat(logs()).isEmpty();
  }

  @Test
  void aGoalThatDoesNotHoldFails() {
    cluster.runs().verdict(ReplayInfo.Phase.FAILED);
    create(replay("checkout", FULL));

    var status = finished("checkout").getStatus();
    assertThat(status.phase()).isEqualTo(Phase.Failed);
    assertThat(conditions(status))
        .containsEntry("Succeeded", "False")
        .containsEntry("Restored", "True");
  }

  @Test
  void aRunThatTheOrchestratorLostIsBegunAgain() {
    cluster.runs().hold(true);
    var before = workload("shop");
    create(replay("checkout", FULL));
    inPhase("checkout", Phase.Running);

    cluster.runs().hold(false);
    cluster.runs().restart();

    var status = finished("checkout").getStatus();
    assertThat(status.phase()).as(status.message()).isEqualTo(Phase.Passed);
    assertThat(status.run().attempt()).isEqualTo(2);
    assertThat(workload("shop")).isEqualTo(before);
    assertThat(brought()).isEmpty();
  }

  // What the tests are made of:

  final void operator(String name) {
    open.add(OperatorUnderTest.start(cluster, name));
  }

  final KubernetesClient client() {
    return cluster.client();
  }

  final String namespace() {
    return cluster.namespace();
  }

  final void create(HasMetadata resource) {
    client().resource(resource).inNamespace(namespace()).create();
  }

  final TrafficReplay replay(String name, String spec) {
    var replay =
        YAML.unmarshal(
            "apiVersion: reprise.dev/v1\nkind: TrafficReplay\nmetadata:\n  name: %s\nspec:\n%s"
                .formatted(name, spec.indent(2)),
            TrafficReplay.class);
    replay.setStatus(null);
    return replay;
  }

  final Deployment deployment(String name) {
    return YAML.unmarshal(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: %1$s
          annotations: {team: checkout}
        spec:
          replicas: 1
          selector: {matchLabels: {app: %1$s}}
          template:
            metadata: {labels: {app: %1$s}}
            spec:
              schedulerName: %2$s
              containers:
              - name: %1$s
                image: shop:1
                ports: [{containerPort: 8080}]
                env:
                - {name: JAVA_TOOL_OPTIONS, value: -Xmx64m}
                - {name: PORT, value: "8080"}
        """
            .formatted(name, cluster.config().agents().schedulerName().orElse("default-scheduler")),
        Deployment.class);
  }

  final io.fabric8.kubernetes.client.dsl.NonNamespaceOperation<
          TrafficReplay, ?, io.fabric8.kubernetes.client.dsl.Resource<TrafficReplay>>
      replays() {
    return client().resources(TrafficReplay.class).inNamespace(namespace());
  }

  final TrafficReplay get(String name) {
    return replays().withName(name).get();
  }

  final TrafficReplay finished(String name) {
    return awaited(name, replay -> replay.getStatus().phase().isFinal());
  }

  final TrafficReplay inPhase(String name, Phase phase) {
    return awaited(name, replay -> replay.getStatus().phase() == phase);
  }

  private TrafficReplay awaited(String name, Predicate<TrafficReplay> condition) {
    return await(name)
        .atMost(LIMIT)
        .until(
            () -> {
              var replay = get(name);
              if (replay.getStatus() == null) {
                replay.setStatus(TrafficReplayStatus.NEW);
              }
              return replay;
            },
            condition);
  }

  final void edit(String name, String further) {
    edit(
        replays().withName(name),
        replay -> {
          var tree = (ObjectNode) YAML.convertValue(replay.getSpec(), JsonNode.class);
          tree.setAll((ObjectNode) YAML.unmarshal(further, JsonNode.class));
          replay.setSpec(YAML.convertValue(tree, TrafficReplaySpec.class));
        });
  }

  // As every client must: the operator may write between an edit's reading and writing.
  private static <T> void edit(Resource<T> resource, Consumer<T> change) {
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
    var tree =
        (com.fasterxml.jackson.databind.node.ObjectNode) YAML.convertValue(found, JsonNode.class);
    tree.remove("status");
    var metadata = (com.fasterxml.jackson.databind.node.ObjectNode) tree.get("metadata");
    metadata.remove(List.of("resourceVersion", "generation", "managedFields"));
    if (metadata.get("annotations")
        instanceof com.fasterxml.jackson.databind.node.ObjectNode annotations) {
      annotations.remove("deployment.kubernetes.io/revision");
    }
    return tree;
  }

  final List<String> brought() {
    var names = new ArrayList<String>();
    client()
        .apps()
        .deployments()
        .inNamespace(namespace())
        .list()
        .getItems()
        .forEach(one -> names.add(name(one)));
    client()
        .services()
        .inNamespace(namespace())
        .list()
        .getItems()
        .forEach(one -> names.add(name(one)));
    client()
        .secrets()
        .inNamespace(namespace())
        .list()
        .getItems()
        .forEach(one -> names.add(name(one)));
    client()
        .batch()
        .v1()
        .jobs()
        .inNamespace(namespace())
        .list()
        .getItems()
        .forEach(one -> names.add(name(one)));
    client()
        .configMaps()
        .inNamespace(namespace())
        .list()
        .getItems()
        .forEach(one -> names.add(name(one)));
    names.removeIf(name -> !name.startsWith("replay-") || name.endsWith("-logs"));
    return names;
  }

  final List<String> logs() {
    return client().configMaps().inNamespace(namespace()).list().getItems().stream()
        .map(TrafficReplayContract::name)
        .filter(name -> name.endsWith("-logs"))
        .toList();
  }

  private io.fabric8.kubernetes.api.model.Service responderService() {
    return client().services().inNamespace(namespace()).list().getItems().stream()
        .filter(service -> name(service).endsWith("-responder"))
        .findFirst()
        .orElseThrow();
  }

  final ReplayInfo onlyRun() {
    assertThat(cluster.runs().all()).hasSize(1);
    return cluster.runs().all().values().iterator().next();
  }

  private static String name(HasMetadata resource) {
    return resource.getMetadata().getName();
  }

  static Map<String, String> env(JsonNode pod) {
    var env = new java.util.LinkedHashMap<String, String>();
    pod.at("/containers/0/env")
        .forEach(one -> env.put(one.get("name").asText(), one.path("value").asText()));
    return env;
  }

  static Map<String, String> conditions(TrafficReplayStatus status) {
    var conditions = new java.util.LinkedHashMap<String, String>();
    status.conditions().forEach(one -> conditions.put(one.getType(), one.getStatus()));
    return conditions;
  }

  static Condition condition(TrafficReplayStatus status, String type) {
    return status.conditions().stream()
        .filter(one -> one.getType().equals(type))
        .findFirst()
        .orElseThrow();
  }

  @SuppressWarnings("NullAway") // set before each test
  private static TestCluster notYet() {
    return null;
  }
}
