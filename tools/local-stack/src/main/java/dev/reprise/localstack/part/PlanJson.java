// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.part;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A plan as JSON: how whoever starts a supervisor hands it over, through a pipe and never through a
 * file, since environments hold secrets. Written by hand over trees, so that a native image needs
 * no reflection for it.
 */
public final class PlanJson {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private PlanJson() {}

  /** One line of JSON. */
  public static String write(Plan plan) {
    ObjectNode root = NODES.objectNode();
    root.set("addresses", texts(plan.addresses()));
    ArrayNode parts = root.putArray("parts");
    plan.parts().forEach(part -> parts.add(write(part)));
    return root.toString();
  }

  private static ObjectNode write(Part part) {
    ObjectNode node = NODES.objectNode().put("name", part.name());
    node.set("command", texts(part.command()));
    node.set("env", texts(part.env()));
    switch (part.readiness()) {
      case Readiness.Line(String prefix) -> node.put("readyLine", prefix);
      case Readiness.Http(URI uri) -> node.put("readyHttp", uri.toString());
    }
    node.set("dependsOn", texts(part.dependsOn()));
    ArrayNode ports = node.putArray("ports");
    part.ports()
        .forEach(port -> ports.addObject().put("port", port.port()).put("setting", port.setting()));
    node.put("startMillis", part.limits().start().toMillis());
    node.put("stopMillis", part.limits().stop().toMillis());
    part.cache()
        .ifPresent(cache -> {
          node.put("cacheFile", cache.file().toString());
          node.set("cacheSources", texts(cache.sources().stream().map(Path::toString).toList()));
        });
    part.liveness().ifPresent(liveness -> node.set("liveness", write(liveness)));
    return node;
  }

  private static ObjectNode write(Liveness liveness) {
    ObjectNode node = NODES.objectNode();
    switch (liveness.sign()) {
      case Liveness.Http(URI uri) -> node.put("http", uri.toString());
      case Liveness.Reply(int port, String request) ->
          node.put("port", port).put("request", request);
    }
    return node.put("everyMillis", liveness.every().toMillis())
        .put("withinMillis", liveness.within().toMillis())
        .put("failures", liveness.failures());
  }

  private static ArrayNode texts(List<String> values) {
    ArrayNode array = NODES.arrayNode();
    values.forEach(array::add);
    return array;
  }

  private static ObjectNode texts(Map<String, String> values) {
    ObjectNode object = NODES.objectNode();
    values.forEach(object::put);
    return object;
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if it is not a plan
   */
  public static Plan read(String json) {
    try {
      JsonNode root = JSON.readTree(json);
      return new Plan(list(root.path("parts"), PlanJson::part), map(root.path("addresses")));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a plan: " + e.getOriginalMessage(), e);
    }
  }

  private static Part part(JsonNode node) {
    return new Part(
        node.path("name").asText(),
        list(node.path("command"), JsonNode::asText),
        map(node.path("env")),
        readiness(node),
        list(node.path("dependsOn"), JsonNode::asText),
        list(
            node.path("ports"),
            port -> new PortNeed(port.path("port").asInt(), port.path("setting").asText())),
        new Limits(
            Duration.ofMillis(node.path("startMillis").asLong()),
            Duration.ofMillis(node.path("stopMillis").asLong())),
        node.has("cacheFile") ? Optional.of(cache(node)) : Optional.empty(),
        node.has("liveness") ? Optional.of(liveness(node.path("liveness"))) : Optional.empty());
  }

  private static Readiness readiness(JsonNode node) {
    return node.has("readyLine")
        ? new Readiness.Line(node.path("readyLine").asText())
        : new Readiness.Http(URI.create(node.path("readyHttp").asText()));
  }

  private static Liveness liveness(JsonNode node) {
    Liveness.Sign sign =
        node.has("http")
            ? new Liveness.Http(URI.create(node.path("http").asText()))
            : new Liveness.Reply(node.path("port").asInt(), node.path("request").asText());
    return new Liveness(
        sign,
        Duration.ofMillis(node.path("everyMillis").asLong()),
        Duration.ofMillis(node.path("withinMillis").asLong()),
        node.path("failures").asInt());
  }

  private static JvmCache cache(JsonNode node) {
    return new JvmCache(
        Path.of(node.path("cacheFile").asText()),
        list(node.path("cacheSources"), source -> Path.of(source.asText())));
  }

  private static <T> List<T> list(JsonNode array, Function<JsonNode, T> element) {
    var values = new ArrayList<T>();
    array.forEach(node -> values.add(element.apply(node)));
    return values;
  }

  private static Map<String, String> map(JsonNode object) {
    var values = new LinkedHashMap<String, String>();
    object.properties().forEach(entry -> values.put(entry.getKey(), entry.getValue().asText()));
    return values;
  }
}
