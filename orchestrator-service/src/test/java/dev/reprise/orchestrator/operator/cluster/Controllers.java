// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What a cluster's controllers and kubelets do, as far as a replay waits for it. */
public final class Controllers implements AutoCloseable {

  private static final int PERIOD_MILLIS = 15;

  private final KubernetesClient client;
  private final SimulatedRuns runs;
  private final String namespace;
  private final Set<String> broken = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private int addresses;

  /** Starts to act. */
  public Controllers(KubernetesClient client, SimulatedRuns runs, String namespace) {
    this.client = client;
    this.runs = runs;
    this.namespace = namespace;
    var _ = timer.scheduleWithFixedDelay(this::act, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** From now on the pods of this Deployment do not become ready. */
  public void breakDown(String deployment) {
    broken.add(deployment);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private void act() {
    try {
      client.services().inNamespace(namespace).list().getItems().forEach(this::giveAddress);
      client.apps().deployments().inNamespace(namespace).list().getItems().forEach(this::run);
      client.batch().v1().jobs().inNamespace(namespace).list().getItems().forEach(this::run);
      collectGarbage();
    } catch (KubernetesClientException e) {
      // Somebody wrote at the same time; the next round sees it.
    }
  }

  private void giveAddress(Service service) {
    if (service.getSpec().getClusterIP() == null) {
      service.getSpec().setClusterIP("10.96.0." + ++addresses);
      client.resource(service).update();
    }
  }

  private void run(Deployment deployment) {
    boolean isBroken = broken.contains(deployment.getMetadata().getName());
    int wanted = deployment.getSpec().getReplicas();
    int ready = isBroken ? 0 : wanted;
    var status =
        new DeploymentStatusBuilder()
            .withObservedGeneration(deployment.getMetadata().getGeneration())
            .withReplicas(wanted)
            .withUpdatedReplicas(wanted)
            .withReadyReplicas(ready)
            .withAvailableReplicas(ready)
            .build();
    if (!status.equals(deployment.getStatus())) {
      deployment.setStatus(status);
      client.resource(deployment).updateStatus();
    }
    if (deployment.getMetadata().getName().endsWith("-responder") && !isBroken) {
      runs.responderRuns(
          replayId(
              deployment.getSpec().getTemplate().getSpec().getContainers().getFirst().getArgs()));
    }
  }

  private void run(Job job) {
    runs.generatorRuns(
        replayId(job.getSpec().getTemplate().getSpec().getContainers().getFirst().getArgs()));
  }

  private static String replayId(List<String> arguments) {
    return arguments.get(arguments.indexOf("--replay-id") + 1);
  }

  private void collectGarbage() {
    var all = new ArrayList<HasMetadata>();
    all.addAll(client.services().inNamespace(namespace).list().getItems());
    all.addAll(client.apps().deployments().inNamespace(namespace).list().getItems());
    all.addAll(client.batch().v1().jobs().inNamespace(namespace).list().getItems());
    all.addAll(client.configMaps().inNamespace(namespace).list().getItems());
    all.addAll(client.secrets().inNamespace(namespace).list().getItems());
    Set<String> owners =
        client
            .resources(dev.reprise.orchestrator.operator.api.TrafficReplay.class)
            .inNamespace(namespace)
            .list()
            .getItems()
            .stream()
            .map(replay -> replay.getMetadata().getUid())
            .collect(Collectors.toSet());
    for (HasMetadata one : all) {
      for (OwnerReference owner : one.getMetadata().getOwnerReferences()) {
        if (owner.getKind().equals("TrafficReplay") && !owners.contains(owner.getUid())) {
          client.resource(one).delete();
        }
      }
    }
  }

  /** A resource as a tree, without what the API server adds to it. */
  public static JsonNode specOf(KubernetesClient client, HasMetadata resource) {
    return client.getKubernetesSerialization().convertValue(resource, JsonNode.class).get("spec");
  }
}
