// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.webhook;

import com.fasterxml.jackson.databind.JsonNode;

/** What a pod belongs to, as people call it. */
final class PodOwner {

  private PodOwner() {}

  /** Of a Deployment's pod the Deployment's name, though its owner is a ReplicaSet. */
  static String name(JsonNode pod) {
    var metadata = pod.path("metadata");
    for (JsonNode owner : metadata.path("ownerReferences")) {
      if (owner.path("controller").asBoolean()) {
        String hash = metadata.path("labels").path("pod-template-hash").asText();
        String name = owner.path("name").asText();
        return !hash.isEmpty() && name.endsWith("-" + hash)
            ? name.substring(0, name.length() - hash.length() - 1)
            : name;
      }
    }
    String generated = metadata.path("generateName").asText().replaceAll("-+$", "");
    return metadata.path("name").asText(generated);
  }
}
