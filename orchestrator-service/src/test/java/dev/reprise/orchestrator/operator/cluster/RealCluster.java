// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.cluster;

import dev.reprise.orchestrator.operator.OperatorConfig;
import dev.reprise.orchestrator.operator.api.TrafficReplay;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The cluster that KUBECONFIG names: a real API server with real controllers, in a namespace of one
 * test's own. No image is pulled and no node is asked for: pods wait for a scheduler that nobody
 * is, and {@link PlayedPods} says of them what a kubelet would.
 */
public final class RealCluster implements TestCluster {

  private static final String SCHEDULER = "reprise-test-nobody";
  private static final long LIMIT_SECONDS = 60;

  private final String namespace = "reprise-test-" + UUID.randomUUID().toString().substring(0, 8);
  private final SimulatedRuns runs = new SimulatedRuns(TestAuthority.pem());
  private final KubernetesClient client = open("reprise-test");
  private final List<KubernetesClient> clients = new ArrayList<>();
  private final PlayedPods pods;

  /**
   * Reaches it, brings our definitions up to date, and makes the namespace.
   *
   * @throws IllegalStateException if there is no cluster
   */
  public RealCluster() {
    try {
      client.getKubernetesVersion();
    } catch (KubernetesClientException e) {
      throw new IllegalStateException(
          "the cluster of KUBECONFIG does not answer: " + client.getMasterUrl(), e);
    }
    define("trafficreplays");
    define("trafficcaptures");
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(namespace)
                .addToLabels("app.kubernetes.io/managed-by", "reprise-test")
                .endMetadata()
                .build())
        .create();
    pods = new PlayedPods(client, runs, namespace);
  }

  @Override
  public KubernetesClient client() {
    return client;
  }

  @Override
  public KubernetesClient clientFor(String operator) {
    var made = open(operator);
    clients.add(made);
    return made;
  }

  @Override
  public String namespace() {
    return namespace;
  }

  @Override
  public OperatorConfig config() {
    return TestConfig.with(
        Map.of(
            "poll", "PT0.2S",
            "namespaces", namespace,
            "leader-election.enabled", "false",
            "agents.token", "an-editors-token",
            "agents.scheduler-name", SCHEDULER,
            "report-url", "https://reprise.test/reports/{id}"));
  }

  @Override
  public SimulatedRuns runs() {
    return runs;
  }

  @Override
  public void breakDown(String deployment) {
    pods.breakDown(deployment);
  }

  @Override
  public void close() {
    pods.close();
    // Without an operator nobody takes finalizers away any more.
    for (TrafficReplay left :
        client.resources(TrafficReplay.class).inNamespace(namespace).list().getItems()) {
      left.getMetadata().setFinalizers(List.of());
      client.resource(left).update();
    }
    client.namespaces().withName(namespace).delete();
    clients.forEach(KubernetesClient::close);
    client.close();
  }

  private void define(String plural) {
    try (InputStream in =
        Files.newInputStream(Path.of("../k8s/crds/" + plural + ".reprise.dev.yaml"))) {
      var definition =
          client.getKubernetesSerialization().unmarshal(in, CustomResourceDefinition.class);
      client.resource(definition).fieldManager("reprise-test").forceConflicts().serverSideApply();
      client
          .resource(definition)
          .waitUntilCondition(
              found ->
                  found != null
                      && found.getStatus() != null
                      && found.getStatus().getConditions().stream()
                          .anyMatch(condition ->
                              condition.getType().equals("Established")
                                  && condition.getStatus().equals("True")),
              LIMIT_SECONDS,
              TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KubernetesClient open(String userAgent) {
    String file = System.getenv("KUBECONFIG");
    if (file == null || file.isBlank()) {
      throw new IllegalStateException(
          "there is no cluster: KUBECONFIG is not set, and this suite runs against the cluster that it names");
    }
    var config =
        new ConfigBuilder(Config.autoConfigure(null))
            .withUserAgent(userAgent)
            .withRequestRetryBackoffLimit(0)
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
