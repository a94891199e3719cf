// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.fields;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.reprise.injection.fields.FieldPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldEditsTest {

  private static final FieldPath VALUE = FieldPath.parse("spec.containers[name=a].env[name=X]");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spec.template.spec.containers[name=shop].env[name=HTTP_PROXY]",
        "metadata.annotations[\"reprise.dev/replay\"]",
        "spec.hostAliases[ip=10.0.0.1].hostnames"
      })
  void aPathReadsBackAsItIsWritten(String path) {
    assertThat(FieldPath.parse(path)).hasToString(path);
  }

  @Test
  void whatIsNoPathIsRefused() {
    assertThatThrownBy(() -> FieldPath.parse("spec..x")).hasMessageContaining("character 4");
  }

  @Test
  void putsBackWhatWasThereAndTakesAwayWhatWasNot() throws JsonProcessingException {
    var resource =
        tree(
            "{'spec':{'containers':[{'name':'a','env':[{'name':'Y','value':'1'}]}],'replicas':3}}");
    var before = resource.deepCopy();
    var inventory =
        FieldEdits.inventory(
            resource,
            List.of(),
            Map.of(
                VALUE,
                tree("{'name':'X','value':'2'}"),
                FieldPath.of("spec", "replicas"),
                new TextNode("5"),
                FieldPath.of("spec", "deep", "new"),
                new TextNode("n")));

    FieldEdits.apply(resource, inventory);
    assertThat(FieldEdits.disturbed(resource, inventory)).isEmpty();
    assertThat(resource).isNotEqualTo(before);

    assertThat(FieldEdits.restore(resource, inventory)).isEmpty();
    assertThat(resource).isEqualTo(before);
  }

  @Test
  void aSecondInventoryRemembersTheTimeBeforeTheFirst() throws JsonProcessingException {
    var resource = tree("{'spec':{'x':'old'}}");
    var path = FieldPath.of("spec", "x");
    var first = FieldEdits.inventory(resource, List.of(), Map.of(path, new TextNode("one")));
    FieldEdits.apply(resource, first);

    var second = FieldEdits.inventory(resource, first, Map.of(path, new TextNode("two")));
    FieldEdits.apply(resource, second);

    assertThat(FieldEdits.restore(resource, second)).isEmpty();
    assertThat(resource).isEqualTo(tree("{'spec':{'x':'old'}}"));
  }

  @Test
  void aFieldThatSomebodyElseChangedSinceStays() throws JsonProcessingException {
    var resource = tree("{'spec':{'x':'old','y':'old'}}");
    var inventory =
        FieldEdits.inventory(
            resource,
            List.of(),
            Map.of(
                FieldPath.of("spec", "x"), new TextNode("ours"),
                FieldPath.of("spec", "y"), new TextNode("ours")));
    FieldEdits.apply(resource, inventory);
    ((ObjectNode) resource.get("spec")).put("x", "theirs");

    var left = FieldEdits.restore(resource, inventory);

    assertThat(left)
        .singleElement()
        .satisfies(field -> assertThat(field.path()).isEqualTo("spec.x"));
    assertThat(resource).isEqualTo(tree("{'spec':{'x':'theirs','y':'old'}}"));
  }

  @Test
  void defaultsThatAnApiServerFillsInAreNoForeignChange() throws JsonProcessingException {
    var resource = tree("{'spec':{}}");
    var inventory =
        FieldEdits.inventory(
            resource, List.of(), Map.of(FieldPath.of("spec", "v"), tree("{'name':'v'}")));
    FieldEdits.apply(resource, inventory);
    ((ObjectNode) resource.at("/spec/v")).put("defaultMode", 420);

    assertThat(FieldEdits.disturbed(resource, inventory)).isEmpty();
    assertThat(FieldEdits.restore(resource, inventory)).isEmpty();
  }

  private static ObjectNode tree(String json) throws JsonProcessingException {
    return (ObjectNode) new ObjectMapper().readTree(json.replace('\'', '"'));
  }
}
