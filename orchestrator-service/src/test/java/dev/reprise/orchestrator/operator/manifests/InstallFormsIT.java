// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.orchestrator.operator.OperatorConfig;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every way to install Reprise, rendered by kubectl and by helm: what they say is the same, a
 * cluster takes it, and its parts fit together. {@code -Dgolden.update=true} renders k8s/base and
 * k8s/components from the chart anew.
 */
class InstallFormsIT {

  private static final Path K8S = KubeTools.FOLDER;
  private static final Path OVERLAYS = K8S.resolve("overlays");
  private static final String CREATED = "namespace.create=true";
  private static final String ELSEWHERE = "embedded=false";
  private static final String SECRET = "reprise-secrets";

  /** What the chart is asked for to be like an overlay. */
  private static String[] values(String overlay) {
    return switch (overlay) {
      case "minimal" -> new String[] {CREATED};
      case "minimal-host-network" -> new String[] {CREATED, "hostNetwork=true"};
      case "standard" -> new String[] {CREATED, ELSEWHERE};
      default -> throw new IllegalArgumentException(overlay);
    };
  }

  static Stream<String> overlays() {
    return Stream.of("minimal", "minimal-host-network", "standard");
  }

  static Stream<Arguments> rendered() {
    return Stream.of(
        Arguments.of("base/namespace.yaml", new String[] {CREATED}),
        Arguments.of("base/rbac.yaml", new String[0]),
        Arguments.of("base/services.yaml", new String[0]),
        Arguments.of("base/network-policies.yaml", new String[0]),
        Arguments.of("components/embedded/settings.yaml", new String[0]),
        Arguments.of("components/embedded/embedded.yaml", new String[0]),
        Arguments.of("components/services/settings.yaml", new String[] {ELSEWHERE}),
        Arguments.of("components/services/store.yaml", new String[] {ELSEWHERE}),
        Arguments.of("components/services/deployments.yaml", new String[] {ELSEWHERE}),
        Arguments.of("components/services/budgets.yaml", new String[] {ELSEWHERE}),
        Arguments.of(
            "components/monitoring/monitors.yaml", new String[] {"monitoring.enabled=true"}));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rendered")
  void filesAreWhatTheChartSays(String file, String[] values) throws IOException {
    Path golden = K8S.resolve(file);
    String template = KubeTools.template(golden.getFileName().toString(), values);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(golden, template);
    }

    assertThat(Files.readString(golden))
        .as("%s is out of date: run this test with -Dgolden.update=true", golden)
        .isEqualTo(template);
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void anOverlayAndTheChartSayTheSame(String overlay) {
    var applied = KubeTools.kustomize(OVERLAYS.resolve(overlay));

    assertThat(applied).isEqualTo(KubeTools.helm(values(overlay)));
    assertThat(applied).hasSizeGreaterThan(15);
  }

  @Test
  void aSiteSaysWhereImagesComeFromAndHowTheyArePulled(@TempDir Path copy) throws IOException {
    copyTree(K8S, copy);
    edit(
        copy.resolve("site/kustomization.yaml"),
        "newName: reprise/",
        "newName: registry.test/r/",
        "newTag: latest",
        "newTag: v7");
    edit(
        copy.resolve("site/settings.yaml"),
        "PULL_POLICY: IfNotPresent",
        "PULL_POLICY: Never",
        "# QUARKUS_KUBERNETES_CLIENT_API_SERVER_URL: https://10.0.0.1:6443 where",
        "QUARKUS_KUBERNETES_CLIENT_API_SERVER_URL: https://10.0.0.1:6443 # where");
    for (var overlay : List.of("minimal", "standard")) {
      var values = new ArrayList<>(List.of(values(overlay)));
      values.addAll(
          List.of(
              "image.repository=registry.test/r",
              "image.tag=v7",
              "image.pullPolicy=Never",
              "apiServer=https://10.0.0.1:6443"));

      var applied = KubeTools.kustomize(copy.resolve("overlays").resolve(overlay));

      assertThat(applied).isEqualTo(KubeTools.helm(values.toArray(String[]::new)));
      assertThat(applied.toString())
          .contains("registry.test/r/generator:v7", "https://10.0.0.1:6443")
          .doesNotContain("\"reprise/", "latest", "IfNotPresent");
    }
  }

  @Test
  void aClusterTakesAllOfIt() {
    var sets = new TreeMap<String, List<JsonNode>>();
    overlays()
        .forEach(name ->
            sets.put(name, List.copyOf(KubeTools.kustomize(OVERLAYS.resolve(name)).values())));
    sets.put(
        "everything",
        List.copyOf(
            KubeTools.helm(
                    CREATED,
                    ELSEWHERE,
                    "monitoring.enabled=true",
                    "monitoring.labels.release=prometheus",
                    "hostNetwork=true",
                    "image.pullSecrets={one,two}",
                    "volume.storageClass=fast",
                    "addresses.warehouseCluster=main")
                .values()));
    int resources = sets.values().stream().mapToInt(List::size).sum();

    assertThat(KubeTools.check(sets)).containsExactly(resources + " checked");
    sets.values().forEach(set -> set.forEach(InstallFormsIT::assertThatNoFieldIsUnknown));
  }

  @Test
  void theValidatorsFindWhatIsWrong() {
    var wrong =
        KubeTools.documents(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: wrong}
            spec: {replicas: two, template: {spec: {containers: [{image: i}]}}}
            """);

    assertThat(KubeTools.check(Map.of("set", wrong)))
        .hasSize(2)
        .first()
        .asString()
        .contains("replicas must be integer", "required property selector", "name");
  }

  @Test
  void lintFindsNothing() {
    KubeTools.lint();
    KubeTools.lint(ELSEWHERE, "monitoring.enabled=true");
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void whatOneNamesIsThere(String overlay) {
    var all = KubeTools.kustomize(OVERLAYS.resolve(overlay));
    for (JsonNode workload : workloads(all)) {
      var pod = workload.at("/spec/template/spec");
      var names = new HashSet<String>();
      pod.findValues("configMapRef")
          .forEach(reference -> names.add("ConfigMap " + reference.path("name").asText()));
      pod.findValues("persistentVolumeClaim")
          .forEach(claim -> names.add("PersistentVolumeClaim " + claim.path("claimName").asText()));
      if (pod.has("serviceAccountName")) {
        names.add("ServiceAccount " + pod.path("serviceAccountName").asText());
      }
      assertThat(all).containsKeys(names.toArray(String[]::new));
      assertThat(pod.findValues("secretRef"))
          .allSatisfy(secret -> assertThat(secret.path("name").asText()).isEqualTo(SECRET));
      assertThat(labels(workload))
          .as("its own pods")
          .containsAllEntriesOf(strings(workload.at("/spec/selector/matchLabels")));
      assertThatMountsAreVolumes(workload);
    }
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void servicesAndPoliciesFindTheirPodsAndPorts(String overlay) {
    var all = KubeTools.kustomize(OVERLAYS.resolve(overlay));
    int services = 0;
    for (JsonNode resource : all.values()) {
      switch (resource.path("kind").asText()) {
        case "Service" -> {
          services++;
          var selected = selected(all, strings(resource.at("/spec/selector")));
          assertThat(selected).as(resource.toString()).hasSize(1);
          resource
              .at("/spec/ports")
              .forEach(port ->
                  assertThat(portNames(selected.getFirst()))
                      .contains(port.path("targetPort").asText()));
        }
        case "NetworkPolicy" -> {
          var selected = selected(all, strings(resource.at("/spec/podSelector/matchLabels")));
          assertThat(selected).as(resource.toString()).isNotEmpty();
          resource
              .at("/spec/ingress")
              .findValues("port")
              .forEach(port -> assertThat(portNames(selected.getFirst())).contains(port.asText()));
        }
        case "PodDisruptionBudget" ->
            assertThat(selected(all, strings(resource.at("/spec/selector/matchLabels"))))
                .singleElement()
                .satisfies(
                    workload -> assertThat(workload.at("/spec/replicas").asInt()).isGreaterThan(1));
        default -> {
          // selects no pods
        }
      }
    }
    assertThat(services).isEqualTo(5);
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void ourOwnPodsRunUnderRestrictedPodSecurityAndSayWhatTheyNeed(String overlay) {
    var all = KubeTools.kustomize(OVERLAYS.resolve(overlay));
    boolean isRestricted = !overlay.contains("host-network");
    assertThat(named(all, "Namespace reprise").at("/metadata/labels").toString())
        .contains(isRestricted ? "\"restricted\"" : "\"privileged\"");
    for (JsonNode workload : workloads(all)) {
      var pod = workload.at("/spec/template/spec");
      assertThat(RestrictedPods.problems(pod))
          .as(workload.at("/metadata/name").asText())
          .isEqualTo(
              isRestricted || !pod.path("hostNetwork").asBoolean()
                  ? List.of()
                  : List.of("hostNetwork"));
      assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
      assertThat(pod.path("enableServiceLinks").asBoolean(true)).isFalse();
      containers(pod)
          .forEach(container -> {
            assertThat(container.at("/resources/requests").fieldNames())
                .toIterable()
                .contains("cpu", "memory");
            assertThat(container.at("/resources/limits").has("memory")).isTrue();
            assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
            boolean asksTheApi = container.toString().contains("\"api-access\"");
            assertThat(asksTheApi)
                .isEqualTo(container.path("name").asText().equals("orchestrator"));
          });
    }
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void theOperatorUnderstandsItsSettings(String overlay) {
    var settings =
        strings(
            named(KubeTools.kustomize(OVERLAYS.resolve(overlay)), "ConfigMap reprise-settings")
                .path("data"));
    settings.put("REPRISE_TOKEN", "of-the-secret");

    var config =
        new SmallRyeConfigBuilder()
            .withMapping(OperatorConfig.class)
            .addDefaultInterceptors()
            .withConverter(Duration.class, 200, new DurationConverter())
            .withSources(new EnvConfigSource(settings, 300))
            .build()
            .getConfigMapping(OperatorConfig.class);

    assertThat(config.enabled()).isTrue();
    assertThat(config.ownNamespace()).isEqualTo("reprise");
    assertThat(config.agents().token()).contains("of-the-secret");
    assertThat(config.agents().generatorImage()).isEqualTo("reprise/generator:latest");
    assertThat(config.sidecar().image()).isEqualTo("reprise/capture-proxy:latest");
    assertThat(config.agents().pullPolicy()).isEqualTo("IfNotPresent");
    assertThat(
            List.of(
                config.agents().ingestAddress(),
                config.agents().snapshotAddress(),
                config.agents().orchestratorAddress()))
        .containsExactly(
            "reprise-ingest.reprise.svc:7401",
            "reprise-snapshot.reprise.svc:7403",
            "reprise-orchestrator.reprise.svc:7404");
  }

  private static JsonNode named(Map<String, JsonNode> all, String name) {
    return all.getOrDefault(name, MissingNode.getInstance());
  }

  private static void assertThatNoFieldIsUnknown(JsonNode resource) {
    var serialization = new KubernetesSerialization();
    var read = serialization.convertValue(resource, HasMetadata.class);
    if (read instanceof GenericKubernetesResource) {
      assertThat(resource.path("kind").asText()).isEqualTo("ServiceMonitor");
    } else {
      var unknown = new ArrayList<String>();
      findUnknown(
          resource, serialization.convertValue(read, ObjectNode.class), read.getKind(), unknown);
      assertThat(unknown).isEmpty();
      assertThat(additions(read)).isEqualTo("{}");
    }
  }

  // Fields that the model does not know it keeps aside and loses in lists; what it fills in is no
  // fault.
  private static void findUnknown(
      JsonNode given, JsonNode kept, String path, List<String> unknown) {
    if (given.isObject()) {
      given
          .properties()
          .forEach(field -> {
            var value = kept.get(field.getKey());
            if (value == null && !field.getValue().isEmpty()) {
              unknown.add(path + "." + field.getKey());
            } else if (value != null) {
              findUnknown(field.getValue(), value, path + "." + field.getKey(), unknown);
            }
          });
    } else if (given.isArray()) {
      for (int i = 0; i < given.size(); i++) {
        findUnknown(given.get(i), kept.path(i), path + "[" + i + "]", unknown);
      }
    }
  }

  private static String additions(HasMetadata resource) {
    try {
      return resource.getClass().getMethod("getAdditionalProperties").invoke(resource).toString();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static void assertThatMountsAreVolumes(JsonNode workload) {
    var pod = workload.at("/spec/template/spec");
    Set<String> volumes = new HashSet<>();
    pod.path("volumes").forEach(volume -> volumes.add(volume.path("name").asText()));
    workload
        .at("/spec/volumeClaimTemplates")
        .forEach(claim -> volumes.add(claim.at("/metadata/name").asText()));
    containers(pod)
        .forEach(container ->
            container
                .path("volumeMounts")
                .forEach(mount -> assertThat(volumes).contains(mount.path("name").asText())));
  }

  private static List<JsonNode> workloads(Map<String, JsonNode> all) {
    var workloads =
        all.values().stream().filter(one -> one.at("/spec/template/spec").isObject()).toList();
    assertThat(workloads).isNotEmpty();
    return workloads;
  }

  private static List<JsonNode> selected(Map<String, JsonNode> all, Map<String, String> selector) {
    return workloads(all).stream()
        .filter(workload -> labels(workload).entrySet().containsAll(selector.entrySet()))
        .toList();
  }

  private static Map<String, String> labels(JsonNode workload) {
    return strings(workload.at("/spec/template/metadata/labels"));
  }

  private static List<String> portNames(JsonNode workload) {
    return workload.at("/spec/template/spec/containers").findValuesAsText("name");
  }

  private static List<JsonNode> containers(JsonNode pod) {
    var containers = new ArrayList<JsonNode>();
    pod.path("initContainers").forEach(containers::add);
    pod.path("containers").forEach(containers::add);
    return containers;
  }

  private static Map<String, String> strings(JsonNode object) {
    var strings = new LinkedHashMap<String, String>();
    object.properties().forEach(entry -> strings.put(entry.getKey(), entry.getValue().asText()));
    return strings;
  }

  private static void edit(Path file, String... replacements) throws IOException {
    String text = Files.readString(file);
    for (int i = 0; i < replacements.length; i += 2) {
      assertThat(text).contains(replacements[i]);
      text = text.replace(replacements[i], replacements[i + 1]);
    }
    Files.writeString(file, text);
  }

  private static void copyTree(Path from, Path to) throws IOException {
    for (String folder : List.of("base", "components", "crds", "overlays", "site")) {
      try (var files = Files.walk(from.resolve(folder))) {
        files.forEach(file -> {
          try {
            Files.copy(
                file, to.resolve(from.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
      }
    }
  }
}
