// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.cluster.doctor;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether the services run and say that they are ready. */
final class ServicesCheck implements ClusterCheck {

  private static final Map<String, Integer> PORTS = new LinkedHashMap<>();

  static {
    PORTS.put("ingest", 7401);
    PORTS.put("query", 7402);
    PORTS.put("snapshot", 7403);
    PORTS.put("orchestrator", 7404);
  }

  @Override
  public String name() {
    return "services";
  }

  @Override
  public List<Finding> look(Cluster cluster) {
    var findings = new ArrayList<Finding>();
    PORTS.forEach((part, port) -> findings.add(look(cluster, part, port)));
    return findings;
  }

  private static Finding look(Cluster cluster, String part, int port) {
    String service = "reprise-" + part;
    var services = cluster.client().services().inNamespace(cluster.namespace());
    if (services.withName(service).get() == null) {
      return Finding.problem(
          service,
          "there is no such Service in namespace " + cluster.namespace(),
          "kubectl apply -k k8s/overlays/minimal, or name the namespace by --namespace.");
    }
    var pods =
        cluster
            .client()
            .pods()
            .inNamespace(cluster.namespace())
            .withLabel("part.reprise.dev/" + part, "true")
            .list()
            .getItems();
    var trouble = pods.stream().flatMap(pod -> trouble(pod, part).stream()).findFirst();
    if (pods.isEmpty() || trouble.isPresent()) {
      return Finding.problem(
          service,
          trouble.orElse("it has no pods"),
          "kubectl -n %s describe pods -l part.reprise.dev/%s=true"
              .formatted(cluster.namespace(), part));
    }
    return ApiServerProxy.answers(cluster, "http", service, port, "q/health/ready")
        ? Finding.ok(service, "ready, %d pods".formatted(pods.size()))
        : Finding.problem(
            service,
            "it does not say that it is ready",
            "kubectl -n %s logs -l part.reprise.dev/%s=true -c %s"
                .formatted(cluster.namespace(), part, part));
  }

  /** What keeps the containers that this part needs from running. */
  private static Optional<String> trouble(Pod pod, String part) {
    var status = pod.getStatus();
    if (status == null) {
      return Optional.of("pod %s has no status yet".formatted(pod.getMetadata().getName()));
    }
    return Stream.concat(
            status.getInitContainerStatuses().stream(),
            status.getContainerStatuses().stream().filter(one -> one.getName().equals(part)))
        .flatMap(container -> waiting(container).stream())
        .map(why -> "pod %s: %s".formatted(pod.getMetadata().getName(), why))
        .findFirst();
  }

  private static Optional<String> waiting(ContainerStatus container) {
    return Optional.ofNullable(container.getState())
        .flatMap(state -> Optional.ofNullable(state.getWaiting()))
        .map(waiting ->
            "container %s waits: %s%s"
                .formatted(
                    container.getName(),
                    waiting.getReason(),
                    waiting.getMessage() == null ? "" : ", " + waiting.getMessage()));
  }
}
