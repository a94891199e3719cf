// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.injection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.traffic.trust.TrustEnvironment;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What in a pod stands in the way of a proxy beside it. */
final class Obstacles {

  /** Where a container may name its own port. */
  static final List<String> HANDLERS =
      List.of(
          "startupProbe",
          "readinessProbe",
          "livenessProbe",
          "lifecycle.postStart",
          "lifecycle.preStop");

  private Obstacles() {}

  static void find(JsonNode pod, Wishes wishes, Optional<AppPort> appPort, List<String> problems) {
    if (!pod.path("containers").isArray() || pod.path("containers").isEmpty()) {
      problems.add("The pod has no containers: there is nothing to record.");
    }
    if (pod.path("hostNetwork").asBoolean()) {
      problems.add(
          "The pod uses its node's network, where the proxy's ports would be open to everybody:"
              + " remove hostNetwork.");
    }
    if (pod.path("os").path("name").asText("linux").equals("windows")) {
      problems.add("The pod runs on Windows, and the proxy does not.");
    }
    if (appPort.isEmpty() && !wishes.redirectsInbound() && !wishes.outbound()) {
      problems.add(
          "Nothing is left to record: there is no port of the application, and annotation %s is false."
              .formatted(Annotations.OUTBOUND));
    }
    for (AppPort port : AppPort.declared(pod)) {
      if (wishes.ports().all().contains(port.number())) {
        problems.add(
            "Port %d is the application's and the proxy's: give the proxy another one by annotation (inbound-port, outbound-port, health-port)."
                .formatted(port.number()));
      }
    }
    for (String list : List.of("initContainers", "containers")) {
      pod.path(list).forEach(container -> inContainer(container, wishes, problems));
    }
  }

  /** Places that must hold a list or a map, or nothing. */
  static void findMisshapen(JsonNode template, List<String> problems) {
    mustBeMap(template, "metadata", problems);
    mustBeMap(template.path("metadata"), "annotations", problems);
    mustBeMap(template, "spec", problems);
    var pod = template.path("spec");
    for (String list : List.of("volumes", "initContainers", "containers")) {
      mustBeList(pod, list, problems);
    }
    for (String list : List.of("initContainers", "containers")) {
      for (JsonNode container : pod.path(list)) {
        for (String part : List.of("env", "ports", "volumeMounts")) {
          mustBeList(container, part, problems);
        }
      }
    }
  }

  private static void mustBeMap(JsonNode node, String name, List<String> problems) {
    if (node.hasNonNull(name) && !node.path(name).isObject()) {
      problems.add("'%s' is no map: it cannot be a pod's.".formatted(name));
    }
  }

  private static void mustBeList(JsonNode node, String name, List<String> problems) {
    if (node.hasNonNull(name) && !node.path(name).isArray()) {
      problems.add("'%s' is no list: it cannot be a pod's.".formatted(name));
    }
  }

  private static void inContainer(JsonNode container, Wishes wishes, List<String> problems) {
    String name = container.path("name").asText();
    if (name.isEmpty()) {
      problems.add("A container has no name: give it one.");
    }
    if (name.equals(Sidecar.NAME) || name.equals(RulesContainer.NAME)) {
      problems.add(
          "A container is called %s, but there is no record of how it came there: rename or remove it."
              .formatted(name));
    }
    if (!wishes.outbound()) {
      return;
    }
    for (String variable : Injection.proxySettings()) {
      if (wishes.redirection().isEmpty() && variable(container, variable).isPresent()) {
        problems.add(
            "Container '%s' has a proxy already (%s), and the sidecar cannot call by way of that: set annotation %s to false, and only what comes in is recorded."
                .formatted(name, variable, Annotations.OUTBOUND));
        break;
      }
    }
    if (variable(container, TrustEnvironment.JAVA_OPTIONS)
        .filter(variable -> variable.has("valueFrom"))
        .isPresent()) {
      problems.add(
          "Container '%s' takes %s from elsewhere, so nothing can be added to it: give its value in place, or set annotation %s to false."
              .formatted(name, TrustEnvironment.JAVA_OPTIONS, Annotations.OUTBOUND));
    }
  }

  private static Optional<JsonNode> variable(JsonNode container, String name) {
    return StreamSupport.stream(container.path("env").spliterator(), false)
        .filter(variable -> variable.path("name").asText().equals(name))
        .findFirst();
  }
}
