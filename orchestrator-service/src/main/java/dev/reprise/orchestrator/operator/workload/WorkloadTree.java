// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.orchestrator.operator.api.WorkloadRef.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A Deployment, StatefulSet or DaemonSet as the API gives it. As a tree, so that fields which are
 * newer than our client survive being written back.
 *
 * @param kind what it is
 * @param root the whole resource
 */
public record WorkloadTree(Kind kind, ObjectNode root) {

  /** The list names under which containers stand in a pod. */
  static final List<String> CONTAINER_LISTS = List.of("initContainers", "containers");

  /** Its name. */
  public String name() {
    return root.at("/metadata/name").asText();
  }

  /** Its uid. */
  public String uid() {
    return root.at("/metadata/uid").asText();
  }

  /** For messages. */
  public String label() {
    return kind + " " + name();
  }

  /** The labels that its pods are found by; empty where they are found by expressions only. */
  public Map<String, String> podLabels() {
    var labels = new LinkedHashMap<String, String>();
    root.at("/spec/selector/matchLabels")
        .properties()
        .forEach(entry -> labels.put(entry.getKey(), entry.getValue().asText()));
    return labels;
  }

  /** The TCP ports that its containers declare. */
  public TreeSet<Integer> ports() {
    var ports = new TreeSet<Integer>();
    for (JsonNode container : root.at("/spec/template/spec/containers")) {
      for (JsonNode port : container.path("ports")) {
        if (port.path("protocol").asText("TCP").equals("TCP")) {
          ports.add(port.path("containerPort").asInt());
        }
      }
    }
    return ports;
  }

  /** The containers of its pods, init containers too, by the list that they stand in. */
  public List<ContainerPlace> containers() {
    var places = new ArrayList<ContainerPlace>();
    for (String list : CONTAINER_LISTS) {
      for (JsonNode container : root.at("/spec/template/spec").path(list)) {
        places.add(new ContainerPlace(list, container.path("name").asText()));
      }
    }
    return places;
  }

  /**
   * Where a container stands.
   *
   * @param list {@code containers} or {@code initContainers}
   */
  public record ContainerPlace(String list, String name) {}

  /** Whether its controller has taken notice of the last change and every pod is new and ready. */
  public boolean isReady() {
    return waitingFor().isEmpty();
  }

  /** What is missing until it is ready, for a person; empty when it is. */
  public String waitingFor() {
    var status = root.path("status");
    if (status.path("observedGeneration").asLong(0) < root.at("/metadata/generation").asLong(0)) {
      return label() + ": its controller has not seen the change yet";
    }
    return switch (kind) {
      case Deployment ->
          missing(
              wanted(),
              status.path("updatedReplicas").asInt(0),
              status.path("availableReplicas").asInt(0),
              status.path("replicas").asInt(0));
      case StatefulSet ->
          missing(
              wanted(),
              status.path("updatedReplicas").asInt(0),
              status.path("readyReplicas").asInt(0),
              status.path("replicas").asInt(0));
      case DaemonSet -> {
        int wanted = status.path("desiredNumberScheduled").asInt(0);
        yield missing(
            wanted,
            status.path("updatedNumberScheduled").asInt(0),
            status.path("numberReady").asInt(0),
            status.path("currentNumberScheduled").asInt(0));
      }
    };
  }

  private String missing(int wanted, int updated, int ready, int all) {
    return updated >= wanted && ready >= wanted && all <= wanted
        ? ""
        : "%s: %d of %d pods are new, %d ready, %d in all"
            .formatted(label(), updated, wanted, ready, all);
  }

  private int wanted() {
    return root.at("/spec/replicas").asInt(1);
  }
}
