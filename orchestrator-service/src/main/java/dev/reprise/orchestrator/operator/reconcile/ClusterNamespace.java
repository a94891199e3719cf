// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.reconcile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.orchestrator.operator.api.WorkloadRef;
import dev.reprise.orchestrator.operator.plan.NamespaceView;
import dev.reprise.orchestrator.operator.workload.WorkloadTree;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One namespace of the cluster.
 *
 * <p><b>Threads:</b> any but an event loop; every method asks the API server and blocks.
 */
final class ClusterNamespace implements NamespaceView {

  /** Who we are in managedFields. */
  static final String FIELD_MANAGER = "reprise-operator";

  /** What a replay needs, besides TrafficReplays themselves: verb, group, resource. */
  private static final List<List<String>> NEEDED =
      List.of(
          List.of("update", "apps", "deployments"),
          List.of("update", "apps", "statefulsets"),
          List.of("update", "apps", "daemonsets"),
          List.of("patch", "apps", "deployments"),
          List.of("patch", "batch", "jobs"),
          List.of("patch", "", "services"),
          List.of("patch", "", "configmaps"),
          List.of("patch", "", "secrets"));

  private final KubernetesClient client;
  private final String name;

  ClusterNamespace(KubernetesClient client, String name) {
    this.client = client;
    this.name = name;
  }

  @Override
  public Optional<WorkloadTree> workload(WorkloadRef ref) {
    var found =
        client
            .genericKubernetesResources(WorkloadRef.API_VERSION, ref.kind().name())
            .inNamespace(name)
            .withName(ref.name())
            .get();
    return Optional.ofNullable(found)
        .map(resource ->
            new WorkloadTree(
                ref.kind(),
                client.getKubernetesSerialization().convertValue(resource, ObjectNode.class)));
  }

  /** All Deployments, StatefulSets and DaemonSets. */
  List<WorkloadTree> workloads() {
    var workloads = new ArrayList<WorkloadTree>();
    for (WorkloadRef.Kind kind : WorkloadRef.Kind.values()) {
      client
          .genericKubernetesResources(WorkloadRef.API_VERSION, kind.name())
          .inNamespace(name)
          .list()
          .getItems()
          .forEach(resource -> {
            ObjectNode tree =
                client.getKubernetesSerialization().convertValue(resource, ObjectNode.class);
            // Members of lists come without them.
            tree.put("apiVersion", WorkloadRef.API_VERSION).put("kind", kind.name());
            workloads.add(new WorkloadTree(kind, tree));
          });
    }
    return workloads;
  }

  /**
   * Applies these fields of a workload under a name; fields that were applied under it before and
   * are not among them go.
   *
   * @throws KubernetesClientException with code 409 where somebody else has set one otherwise
   */
  void apply(ObjectNode fields, String manager) {
    var resource =
        client.getKubernetesSerialization().convertValue(fields, GenericKubernetesResource.class);
    client.resource(resource).inNamespace(name).fieldManager(manager).serverSideApply();
  }

  /**
   * Writes a workload back, unless it has been changed since it was read.
   *
   * @return whether it was written
   */
  boolean replace(WorkloadTree workload) {
    var resource =
        client
            .getKubernetesSerialization()
            .convertValue(workload.root(), GenericKubernetesResource.class);
    try {
      client.resource(resource).inNamespace(name).update(); // its resourceVersion goes along
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public Optional<Map<String, String>> configMap(String configMap) {
    return Optional.ofNullable(client.configMaps().inNamespace(name).withName(configMap).get())
        .map(found -> found.getData() == null ? Map.of() : Map.copyOf(found.getData()));
  }

  @Override
  public boolean hasSecret(String secret) {
    return client.secrets().inNamespace(name).withName(secret).get() != null;
  }

  @Override
  public List<String> missingPermissions() {
    return NEEDED.stream()
        .filter(needed -> !mayI(needed.get(0), needed.get(1), needed.get(2)))
        .map(needed ->
            needed.get(0)
                + " "
                + needed.get(2)
                + (needed.get(1).isEmpty() ? "" : "." + needed.get(1)))
        .toList();
  }

  private boolean mayI(String verb, String group, String resource) {
    SelfSubjectAccessReview review =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withNamespace(name)
            .withVerb(verb)
            .withGroup(group)
            .withResource(resource)
            .endResourceAttributes()
            .endSpec()
            .build();
    var answer = client.resource(review).create();
    return answer.getStatus() != null && Boolean.TRUE.equals(answer.getStatus().getAllowed());
  }

  /** Brings a resource about as it is given here: server-side apply. */
  <T extends HasMetadata> T apply(T resource) {
    return client
        .resource(resource)
        .inNamespace(name)
        .fieldManager(FIELD_MANAGER)
        .forceConflicts()
        .serverSideApply();
  }

  /** Takes a resource away with all that hangs on it; one that is not there is fine. */
  void delete(HasMetadata resource) {
    client.resource(resource).inNamespace(name).delete();
  }

  /** The pods with these labels. */
  List<Pod> pods(Map<String, String> labels) {
    return client.pods().inNamespace(name).withLabels(labels).list().getItems();
  }

  KubernetesClient client() {
    return client;
  }

  String name() {
    return name;
  }
}
