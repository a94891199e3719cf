// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the restricted level of Kubernetes' pod security standards has against a pod. */
final class RestrictedPods {

  private static final Set<String> VOLUMES =
      Set.of(
          "configMap",
          "csi",
          "downwardAPI",
          "emptyDir",
          "ephemeral",
          "persistentVolumeClaim",
          "projected",
          "secret");

  private RestrictedPods() {}

  static List<String> problems(JsonNode pod) {
    var problems = new ArrayList<String>();
    for (String shared : List.of("hostNetwork", "hostPID", "hostIPC")) {
      if (pod.path(shared).asBoolean()) {
        problems.add(shared);
      }
    }
    for (JsonNode volume : pod.path("volumes")) {
      volume
          .fieldNames()
          .forEachRemaining(kind -> {
            if (!kind.equals("name") && !VOLUMES.contains(kind)) {
              problems.add("volume " + kind);
            }
          });
    }
    var ofPod = pod.path("securityContext");
    for (String list : List.of("initContainers", "containers")) {
      for (JsonNode container : pod.path(list)) {
        check(container, ofPod, problems);
      }
    }
    return problems;
  }

  private static void check(JsonNode container, JsonNode ofPod, List<String> problems) {
    String name = container.path("name").asText();
    var own = container.path("securityContext");
    if (own.path("privileged").asBoolean()) {
      problems.add(name + ": privileged");
    }
    if (!own.path("allowPrivilegeEscalation").isBoolean()
        || own.path("allowPrivilegeEscalation").asBoolean()) {
      problems.add(name + ": allowPrivilegeEscalation");
    }
    if (!own.path("capabilities").path("drop").toString().contains("\"ALL\"")
        || !own.path("capabilities").path("add").isMissingNode()) {
      problems.add(name + ": capabilities");
    }
    if (!either(own, ofPod, "runAsNonRoot").asBoolean()
        || either(own, ofPod, "runAsUser").asLong(1) == 0) {
      problems.add(name + ": runs as root");
    }
    if (!either(own, ofPod, "seccompProfile").path("type").asText().equals("RuntimeDefault")) {
      problems.add(name + ": seccompProfile");
    }
    for (JsonNode port : container.path("ports")) {
      if (port.path("hostPort").asInt() != 0) {
        problems.add(name + ": hostPort");
      }
    }
  }

  private static JsonNode either(JsonNode own, JsonNode ofPod, String field) {
    return own.has(field) ? own.path(field) : ofPod.path(field);
  }
}
