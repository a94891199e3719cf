// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** kubectl, helm and the OpenAPI validators, as {@code ./reprise kube-tools} installs them. */
final class KubeTools {

  static final Path FOLDER = Path.of("../k8s");

  private static final Path TOOLS = FOLDER.resolve("tools");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final long LIMIT_SECONDS = 120;

  private KubeTools() {}

  /** What {@code kubectl apply -k} would apply. */
  static Map<String, JsonNode> kustomize(Path folder) {
    return byName(run("", bin("kubectl"), "kustomize", folder.toString()));
  }

  /** What the chart becomes with these values, its definitions included. */
  static Map<String, JsonNode> helm(String... settings) {
    var command = new ArrayList<>(List.of(bin("helm"), "template", "reprise"));
    command.addAll(List.of(FOLDER.resolve("chart").toString(), "-n", "reprise", "--include-crds"));
    for (String setting : settings) {
      command.addAll(List.of("--set", setting));
    }
    return byName(run("", command.toArray(String[]::new)));
  }

  /** One template of the chart, with the comments that it has. */
  static String template(String name, String... settings) {
    var command = new ArrayList<>(List.of(bin("helm"), "template", "reprise"));
    command.addAll(List.of(FOLDER.resolve("chart").toString(), "-n", "reprise"));
    command.addAll(List.of("-s", "templates/" + name));
    for (String setting : settings) {
      command.addAll(List.of("--set", setting));
    }
    return run("", command.toArray(String[]::new)).replaceAll("(?m)^# Source: .*\n", "");
  }

  static void lint(String... settings) {
    var command = new ArrayList<>(List.of(bin("helm"), "lint", "--strict"));
    command.add(FOLDER.resolve("chart").toString());
    for (String setting : settings) {
      command.addAll(List.of("--set", setting));
    }
    run("", command.toArray(String[]::new));
  }

  /** What the validators made of Kubernetes' OpenAPI say: one line a problem, then a count. */
  static List<String> check(Map<String, ? extends Iterable<JsonNode>> sets) {
    var all = JSON.createObjectNode();
    sets.forEach((name, resources) -> resources.forEach(all.withArray("/" + name)::add));
    return run(all.toString(), "node", TOOLS.resolve("check.mjs").toString()).lines().toList();
  }

  /** By kind and name. */
  static Map<String, JsonNode> byName(String documents) {
    var found = new TreeMap<String, JsonNode>();
    for (JsonNode document : documents(documents)) {
      String name = document.path("kind").asText() + " " + document.at("/metadata/name").asText();
      assertThat(found.put(name, document)).as("two of %s", name).isNull();
    }
    return found;
  }

  static List<JsonNode> documents(String text) {
    var documents = new ArrayList<JsonNode>();
    try (var parser = YAML.getFactory().createParser(text)) {
      YAML.readValues(parser, JsonNode.class)
          .forEachRemaining(document -> {
            if (document.isObject()) {
              documents.add(inOneForm(document));
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return documents;
  }

  // The same number is written as 2.147483647E9 by one and as 2147483647 by another.
  private static JsonNode inOneForm(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.properties().forEach(field -> field.setValue(inOneForm(field.getValue())));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, inOneForm(array.get(i)));
      }
    } else if (node.isDouble() && node.doubleValue() == node.intValue()) {
      return IntNode.valueOf(node.intValue());
    }
    return node;
  }

  private static String bin(String name) {
    Path file = TOOLS.resolve("bin").resolve(name);
    assertThat(file).as("install it by './reprise kube-tools'").isExecutable();
    return file.toString();
  }

  private static String run(String input, String... command) {
    try {
      Path errors = Files.createTempFile("kube-tools", ".err");
      Path in = Files.createTempFile("kube-tools", ".in");
      Files.writeString(in, input);
      var process =
          new ProcessBuilder(command)
              .redirectInput(in.toFile())
              .redirectError(errors.toFile())
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue())
          .as("%s said: %s%s", Arrays.toString(command), Files.readString(errors), output)
          .isZero();
      Files.delete(errors);
      Files.delete(in);
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
