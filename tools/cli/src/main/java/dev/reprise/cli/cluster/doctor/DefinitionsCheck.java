// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.cluster.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether our resources are defined, and as this version of Reprise defines them. */
final class DefinitionsCheck implements ClusterCheck {

  private static final String REMEDY = "kubectl apply -k k8s/crds";

  @Override
  public String name() {
    return "definitions";
  }

  @Override
  public List<Finding> look(Cluster cluster) {
    var serialization = cluster.client().getKubernetesSerialization();
    return Stream.of("trafficreplays.reprise.dev", "trafficcaptures.reprise.dev")
        .map(name -> {
          var ours =
              (CustomResourceDefinition) Manifests.of(name + ".yaml", cluster.client()).getFirst();
          var found =
              cluster
                  .client()
                  .apiextensions()
                  .v1()
                  .customResourceDefinitions()
                  .withName(name)
                  .get();
          return compared(
              name,
              serialization.convertValue(ours, JsonNode.class),
              found == null ? null : serialization.convertValue(found, JsonNode.class));
        })
        .toList();
  }

  private static Finding compared(String name, JsonNode ours, @Nullable JsonNode found) {
    if (found == null) {
      return Finding.problem(name, "is not defined", REMEDY);
    }
    for (JsonNode version : ours.at("/spec/versions")) {
      if (found.at("/spec/versions").findValues("name").stream()
          .noneMatch(version.get("name")::equals)) {
        return Finding.problem(
            name, "version %s is not defined".formatted(version.get("name").asText()), REMEDY);
      }
    }
    return schemas(ours).equals(schemas(found))
        ? Finding.ok(name, "as this version of Reprise defines it")
        : Finding.problem(name, "is defined by another version of Reprise", REMEDY);
  }

  private static List<JsonNode> schemas(JsonNode definition) {
    return definition.at("/spec/versions").findValues("openAPIV3Schema");
  }
}
