// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.reprise.fixtures.kubernetes.CrdSchema;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What people are told to apply is what a cluster takes. */
class InstallManifestsTest {

  private static final Path FOLDER = Path.of("../k8s/base");
  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  @Test
  void nothingIsGrantedByAStar() throws IOException {
    for (JsonNode document : documents("rbac.yaml")) {
      assertThat(document.toString()).doesNotContain("\"*\"");
    }
  }

  @Test
  void theOperatorMayDoWhatItChecksForBeforeAReplay() throws IOException {
    var role =
        documents("rbac.yaml").stream()
            .filter(document -> document.get("kind").asText().equals("ClusterRole"))
            .map(
                document -> new KubernetesSerialization().convertValue(document, ClusterRole.class))
            .findFirst()
            .orElseThrow();
    for (String needed :
        List.of(
            "update apps deployments",
            "update apps statefulsets",
            "update apps daemonsets",
            "patch apps deployments",
            "list apps daemonsets",
            "patch apps statefulsets",
            "patch admissionregistration.k8s.io mutatingwebhookconfigurations",
            "update reprise.dev trafficcaptures/status",
            "patch batch jobs",
            "patch  services",
            "patch  configmaps",
            "patch  secrets")) {
      String[] parts = needed.split(" ", -1);
      assertThat(role.getRules())
          .as(needed)
          .anySatisfy(rule -> {
            assertThat(rule.getVerbs()).contains(parts[0]);
            assertThat(rule.getApiGroups()).contains(parts[1]);
            assertThat(rule.getResources()).contains(parts[2]);
          });
    }
  }

  @Test
  void theExamplesOfTheGuideAreValid() throws IOException {
    var guide = Files.readString(Path.of("../docs/kubernetes.md"));
    var schemas =
        List.of(
            CrdSchema.of(Path.of("../k8s/crds/trafficreplays.reprise.dev.yaml")),
            CrdSchema.of(Path.of("../k8s/crds/trafficcaptures.reprise.dev.yaml")));
    var example = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(guide);
    int examples = 0;
    while (example.find()) {
      var resource = YAML.readTree(example.group(1));
      assertThat(schemas)
          .as(example.group(1))
          .filteredOn(schema -> schema.describes(resource))
          .singleElement()
          .satisfies(schema -> assertThat(schema.problems(resource)).isEmpty());
      examples++;
    }
    assertThat(examples).isGreaterThanOrEqualTo(2);
  }

  private static List<JsonNode> documents(String file) throws IOException {
    var documents = new ArrayList<JsonNode>();
    try (var parser = YAML.getFactory().createParser(FOLDER.resolve(file).toFile())) {
      YAML.readValues(parser, JsonNode.class).forEachRemaining(documents::add);
    }
    return documents;
  }
}
