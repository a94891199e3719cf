// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.reprise.traffic.error.AppException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The published schema and the parser must agree on what a config is. */
class TestConfigSchemaProperties {

  private static final Path PUBLISHED = Path.of("..", "..", "docs", "test-config.schema.json");
  private static final Path EXAMPLE = Path.of("..", "..", "docs", "examples", "stages.json");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(TestConfigs.schema());

  @Example
  void thePublishedSchemaIsTheParsersOwn() throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PUBLISHED, TestConfigs.schema());
    }

    assertThat(PUBLISHED).hasContent(TestConfigs.schema());
  }

  @Example
  void theExampleIsTakenByBoth() throws IOException {
    var text = Files.readString(EXAMPLE);

    assertThat(SCHEMA.validate(JSON.readTree(text))).isEmpty();
    assertThat(TestConfigs.parse("example", text).name()).isEqualTo("stages");
  }

  /** One value of a good config is changed to anything; both must judge the result alike. */
  @Property(tries = 600)
  void schemaAndParserAgreeOnDamagedConfigs(@ForAll long seed) throws IOException {
    var random = new Random(seed);
    var config = (ObjectNode) JSON.readTree(Files.readString(EXAMPLE));
    for (int i = 0; i <= random.nextInt(2); i++) {
      damage(config, random);
    }

    boolean taken;
    String why = "";
    try {
      TestConfigs.parse("damaged", config.toString());
      taken = true;
    } catch (AppException e) {
      taken = false;
      why = e.getMessage();
    }

    var complaints = SCHEMA.validate(config);
    assertThat(complaints.isEmpty()).as("%s%n%s%n%s", config, complaints, why).isEqualTo(taken);
  }

  private static void damage(ObjectNode root, Random random) throws IOException {
    var groups = new ArrayList<ObjectNode>();
    gather(root, groups);
    var group = groups.get(random.nextInt(groups.size()));
    var names = new ArrayList<String>();
    group.fieldNames().forEachRemaining(names::add);
    var known =
        List.of("vusers", "cycles", "seconds", "fast", "recorded", "gaps", "speed", "latency");
    switch (random.nextInt(4)) {
      case 0 -> group.set(known.get(random.nextInt(known.size())), anything(random));
      case 1 -> {
        if (!names.isEmpty()) {
          group.remove(names.get(random.nextInt(names.size())));
        }
      }
      default -> {
        if (!names.isEmpty()) {
          group.set(names.get(random.nextInt(names.size())), anything(random));
        }
      }
    }
  }

  private static JsonNode anything(Random random) throws IOException {
    var values =
        List.of(
            "0",
            "1",
            "2",
            "-1",
            "0.5",
            "1e3",
            "1e30",
            "1000000",
            "true",
            "null",
            "\"\"",
            "\"recorded\"",
            "\"zero\"",
            "\"404\"",
            "404",
            "\"$.a[*]\"",
            "\"GET /a $.b\"",
            "{}",
            "[]",
            "[\"$.a\"]",
            "[\"x y\"]",
            "[{}]",
            "{\"cycles\": 2}",
            "{\"vusers\": 3}",
            "[{\"vusers\": 1, \"cycles\": 1}]",
            "\"http://a:1/b\"",
            "\"none\"");
    return JSON.readTree(values.get(random.nextInt(values.size())));
  }

  private static void gather(JsonNode node, List<ObjectNode> groups) {
    if (node instanceof ObjectNode group) {
      groups.add(group);
    }
    node.forEach(child -> gather(child, groups));
  }
}
