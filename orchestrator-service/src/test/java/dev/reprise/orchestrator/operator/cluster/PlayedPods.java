// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Says of pods that no node runs what a kubelet would: that they are ready. */
final class PlayedPods implements AutoCloseable {

  private static final int PERIOD_MILLIS = 200;

  private final KubernetesClient client;
  private final SimulatedRuns runs;
  private final String namespace;
  private final Set<String> broken = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  PlayedPods(KubernetesClient client, SimulatedRuns runs, String namespace) {
    this.client = client;
    this.runs = runs;
    this.namespace = namespace;
    var _ = timer.scheduleWithFixedDelay(this::act, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** From now on new pods of this Deployment do not become ready. */
  void breakDown(String deployment) {
    broken.add(deployment);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private void act() {
    try {
      client.pods().inNamespace(namespace).list().getItems().stream()
          .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
          .filter(pod ->
              broken.stream().noneMatch(name -> pod.getMetadata().getName().startsWith(name + "-")))
          .forEach(this::run);
    } catch (KubernetesClientException e) {
      // Somebody wrote at the same time; the next round sees it.
    }
  }

  private void run(Pod pod) {
    if (pod.getStatus().getConditions().stream()
        .noneMatch(condition ->
            condition.getType().equals("Ready") && condition.getStatus().equals("True"))) {
      client
          .resource(
              new PodBuilder(pod)
                  .editStatus()
                  .withPhase("Running")
                  .addNewCondition()
                  .withType("Ready")
                  .withStatus("True")
                  .withLastTransitionTime(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                  .endCondition()
                  .endStatus()
                  .build())
          .updateStatus();
    }
    Container first = pod.getSpec().getContainers().getFirst();
    switch (first.getName()) {
      case "responder" -> runs.responderRuns(replayId(first.getArgs()));
      case "generator" -> runs.generatorRuns(replayId(first.getArgs()));
      default -> {
        // the system under test
      }
    }
  }

  private static String replayId(List<String> arguments) {
    return arguments.get(arguments.indexOf("--replay-id") + 1);
  }
}
