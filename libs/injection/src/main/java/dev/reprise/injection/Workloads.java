// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.injection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.injection.fields.FieldPath;
import java.util.Map;
import java.util.Optional;

/** Where resources keep their pod templates. */
final class Workloads {

  private static final FieldPath TEMPLATE = FieldPath.of("spec", "template");
  private static final Map<String, FieldPath> PLACES =
      Map.of(
          "apps/v1 Deployment", TEMPLATE,
          "apps/v1 StatefulSet", TEMPLATE,
          "apps/v1 DaemonSet", TEMPLATE,
          "apps/v1 ReplicaSet", TEMPLATE,
          "v1 ReplicationController", TEMPLATE,
          "batch/v1 Job", TEMPLATE,
          "batch/v1 CronJob", FieldPath.of("spec", "jobTemplate", "spec", "template"));
  private static final String POD = "v1 Pod";

  private Workloads() {}

  /** The template of a resource; empty for one that has none. */
  static Optional<ObjectNode> template(JsonNode resource) {
    String type = type(resource);
    if (type.equals(POD)) {
      return Optional.of((ObjectNode) resource);
    }
    return Optional.ofNullable(PLACES.get(type))
        .flatMap(place -> place.get(resource))
        .filter(ObjectNode.class::isInstance)
        .map(ObjectNode.class::cast);
  }

  /** The resource with another template. */
  static ObjectNode with(ObjectNode resource, ObjectNode template) {
    String type = type(resource);
    if (type.equals(POD)) {
      return template;
    }
    var changed = resource.deepCopy();
    Optional.ofNullable(PLACES.get(type)).orElseThrow().set(changed, template);
    return changed;
  }

  /** What it is called; generated names lose their dash. */
  static String name(JsonNode resource) {
    var metadata = resource.path("metadata");
    String generated = metadata.path("generateName").asText().replaceAll("-+$", "");
    return metadata.path("name").asText(generated);
  }

  /** For messages. */
  static String label(JsonNode resource) {
    return resource.path("kind").asText() + " " + name(resource);
  }

  private static String type(JsonNode resource) {
    return resource.path("apiVersion").asText() + " " + resource.path("kind").asText();
  }
}
