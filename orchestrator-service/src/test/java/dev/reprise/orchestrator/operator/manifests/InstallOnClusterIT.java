// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.orchestrator.operator.cluster.RealCluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people are told to apply, asked of a real API server without being stored. */
class InstallOnClusterIT {

  @ParameterizedTest
  @ValueSource(strings = {"minimal", "minimal-host-network", "standard"})
  void theApiServerTakesEveryResource(String overlay) {
    try (var cluster = new RealCluster()) {
      int taken = 0;
      for (JsonNode resource :
          KubeTools.kustomize(KubeTools.FOLDER.resolve("overlays").resolve(overlay)).values()) {
        var metadata = (ObjectNode) resource.get("metadata");
        if (metadata.has("namespace")) {
          metadata.put("namespace", cluster.namespace());
        }
        var generic =
            cluster
                .client()
                .getKubernetesSerialization()
                .convertValue(resource, GenericKubernetesResource.class);
        assertThat(
                cluster
                    .client()
                    .resource(generic)
                    .dryRun()
                    .fieldManager("reprise-test")
                    .forceConflicts()
                    .serverSideApply())
            .as("%s", metadata)
            .isNotNull();
        taken++;
      }
      assertThat(taken).isGreaterThan(15);
    }
  }
}
