// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.injection.Injection;
import dev.reprise.injection.SidecarSettings;
import dev.reprise.orchestrator.operator.OperatorConfig;
import dev.reprise.orchestrator.operator.api.TrafficCapture;
import dev.reprise.orchestrator.operator.api.TrafficCaptureStatus.Captured;
import dev.reprise.orchestrator.operator.api.TrafficCaptureStatus.State;
import dev.reprise.orchestrator.operator.api.WorkloadRef;
import dev.reprise.orchestrator.operator.capture.CaptureMarks;
import dev.reprise.orchestrator.operator.webhook.SidecarConfig;
import dev.reprise.orchestrator.operator.workload.WorkloadTree;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A capture among the workloads of its namespace.
 *
 * <p><b>Threads:</b> any but an event loop; every method asks the API server and blocks.
 */
final class CaptureScene {

  /** Who we are in managedFields; of every capture, so that marks pass from one to another. */
  private static final String FIELD_MANAGER = "reprise-capture";

  private final ClusterNamespace namespace;
  private final TrafficCapture capture;
  private final CaptureMarks marks;
  private final SidecarSettings settings;
  private final List<WorkloadTree> workloads;

  CaptureScene(KubernetesClient client, OperatorConfig config, TrafficCapture capture) {
    this.namespace = new ClusterNamespace(client, capture.getMetadata().getNamespace());
    this.capture = capture;
    this.marks = new CaptureMarks(capture);
    this.settings = SidecarConfig.of(config);
    this.workloads = namespace.workloads();
  }

  /** Marks what is meant; tells how each stands, also those that are not there. */
  List<Captured> mark() {
    var standing = new ArrayList<Captured>();
    for (WorkloadTree workload : workloads) {
      if (marks.select(workload)) {
        standing.add(mark(workload));
      }
    }
    for (WorkloadRef ref : capture.getSpec().workloads()) {
      boolean isThere =
          workloads.stream()
              .anyMatch(one -> one.kind() == ref.kind() && one.name().equals(ref.name()));
      if (!isThere) {
        standing.add(
            new Captured(ref.kind(), ref.name(), State.Refused, "there is no " + ref.label()));
      }
    }
    return standing;
  }

  /**
   * Takes the marks from what is not meant any more.
   *
   * @param isEnabled whether anything is meant at all
   * @return whether none is left; a replay may keep one for a while
   */
  boolean unmarkOthers(boolean isEnabled) {
    boolean isClean = true;
    for (WorkloadTree workload : workloads) {
      if (marks.isOurs(workload) && !(isEnabled && marks.select(workload))) {
        if (CaptureMarks.isInReplay(workload)) {
          isClean = false;
        } else {
          apply(CaptureMarks.off(workload));
        }
      }
    }
    return isClean;
  }

  private Captured mark(WorkloadTree workload) {
    boolean isOurs = marks.isOurs(workload);
    if (CaptureMarks.isInReplay(workload)) {
      return stands(workload, State.Kept, "a replay has it; it is looked at again afterwards");
    }
    if (!isOurs) {
      var keeper = keeper(workload);
      if (keeper.isPresent()) {
        return stands(workload, State.Kept, keeper.get());
      }
    }
    var obstacles = marks.obstacles(workload, settings);
    if (!obstacles.isEmpty()) {
      if (isOurs) {
        apply(CaptureMarks.off(workload));
      }
      return stands(workload, State.Refused, String.join(" ", obstacles));
    }
    if (marks.areOn(workload)) {
      return followed(workload);
    }
    return apply(marks.on(workload))
        ? stands(workload, State.Rolling, "its pods are made anew")
        : stands(workload, State.Kept, "somebody else sets the same annotations to other values");
  }

  private Optional<String> keeper(WorkloadTree workload) {
    String captor = CaptureMarks.captor(workload);
    if (!captor.isEmpty()) {
      return Optional.of(captor)
          .filter(this::isThere)
          .map(there -> "TrafficCapture " + there.substring(0, there.lastIndexOf('/')) + " has it");
    }
    return CaptureMarks.hasMarksOfItsOwn(workload)
        ? Optional.of(
            "its pod template has labels or annotations of reprise.dev of its own: remove them, or the workload from this capture")
        : Optional.empty();
  }

  private boolean isThere(String captor) {
    String[] parts = captor.split("/", 3);
    return parts.length == 3
        && Optional.ofNullable(
                namespace
                    .client()
                    .resources(TrafficCapture.class)
                    .inNamespace(parts[0])
                    .withName(parts[1])
                    .get())
            .filter(found -> parts[2].equals(found.getMetadata().getUid()))
            .isPresent();
  }

  private Captured followed(WorkloadTree workload) {
    if (!workload.isReady()) {
      return stands(workload, State.Rolling, workload.waitingFor());
    }
    if (workload.podLabels().isEmpty()) {
      return stands(workload, State.Rolling, "its pods cannot be found: it selects by expressions");
    }
    var pods = namespace.pods(workload.podLabels());
    long with =
        pods.stream()
            .map(pod ->
                namespace.client().getKubernetesSerialization().convertValue(pod, JsonNode.class))
            .filter(Injection::isIn)
            .count();
    return with == pods.size() && with > 0
        ? stands(workload, State.Recording, "all of its pods have the proxy")
        : stands(
            workload,
            State.Rolling,
            "%d of %d pods have the proxy; if it stays so, the API server does not reach the webhook, whose failures never keep a pod from starting"
                .formatted(with, pods.size()));
  }

  // Without force: what somebody else has set is not taken from them.
  private boolean apply(ObjectNode fields) {
    try {
      namespace.apply(fields, FIELD_MANAGER);
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return false;
      }
      throw e;
    }
  }

  private static Captured stands(WorkloadTree workload, State state, String message) {
    return new Captured(workload.kind(), workload.name(), state, message);
  }
}
