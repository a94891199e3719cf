// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.reconcile;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Why pods do not get on, in the words of the kubelet. */
final class PodTrouble {

  private static final Set<String> ON_THE_WAY = Set.of("ContainerCreating", "PodInitializing");

  private PodTrouble() {}

  /** What stands in the way; empty when nothing is known to. */
  static String of(List<Pod> pods) {
    var troubles = new ArrayList<String>();
    for (Pod pod : pods) {
      var status = pod.getStatus();
      if (status == null) {
        continue;
      }
      for (ContainerStatus container :
          all(status.getInitContainerStatuses(), status.getContainerStatuses())) {
        var state = container.getState();
        if (state != null
            && state.getWaiting() != null
            && !ON_THE_WAY.contains(state.getWaiting().getReason())) {
          troubles.add(
              "pod %s, container %s: %s %s"
                  .formatted(
                      pod.getMetadata().getName(),
                      container.getName(),
                      state.getWaiting().getReason(),
                      orEmpty(state.getWaiting().getMessage())));
        }
      }
      if (status.getConditions() != null) {
        status.getConditions().stream()
            .filter(condition -> "Unschedulable".equals(condition.getReason()))
            .forEach(condition ->
                troubles.add(
                    "pod %s: %s".formatted(pod.getMetadata().getName(), condition.getMessage())));
      }
    }
    return String.join("; ", troubles).strip();
  }

  @SuppressWarnings("NullAway") // the client's lists and texts are null where the API left them out
  private static List<ContainerStatus> all(
      List<ContainerStatus> first, List<ContainerStatus> second) {
    var all = new ArrayList<ContainerStatus>();
    if (first != null) {
      all.addAll(first);
    }
    if (second != null) {
      all.addAll(second);
    }
    return all;
  }

  @SuppressWarnings("NullAway")
  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
