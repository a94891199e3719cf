// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.place.Place;
import dev.reprise.traffic.value.ValueType;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Rules as canonical JSON: endpoints and places sorted, members in a fixed order, so that equal
 * rules are equal text.
 */
public final class RulesJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private RulesJson() {}

  /** Writes rules. */
  public static ArrayNode write(ReplayRules rules) {
    var endpoints = NODES.arrayNode();
    rules.endpoints().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(endpoint -> endpoints.add(write(endpoint.getKey(), endpoint.getValue())));
    return endpoints;
  }

  private static ObjectNode write(EndpointKey key, EndpointRules rules) {
    var node = NODES.objectNode();
    node.put("direction", key.direction().name());
    node.put("host", key.host());
    node.put("endpoint", key.endpoint());
    node.put("status", key.status());
    var places = node.putObject("places");
    rules.places().entrySet().stream()
        .sorted(Comparator.comparing(rule -> rule.getKey().toString()))
        .forEach(rule -> places.set(rule.getKey().toString(), write(rule.getValue())));
    return node;
  }

  private static ObjectNode write(PlaceRule rule) {
    var node = NODES.objectNode();
    node.put("class", rule.placeClass().name());
    node.put("type", rule.type().name());
    node.put("guessed", rule.guessed());
    var seen = rule.evidence();
    node.put("samples", seen.samples());
    node.put("distinct", seen.distinct());
    node.put("distinctIsLowerBound", seen.distinctIsLowerBound());
    node.put("ascending", seen.ascending());
    node.put("echoed", seen.echoed());
    node.put("acrossSessions", seen.acrossSessions());
    var makers = node.putArray("makers");
    for (Maker maker : Maker.values()) {
      if (seen.makers().contains(maker)) {
        makers.add(maker.name());
      }
    }
    return node;
  }

  /**
   * Reads rules.
   *
   * @throws IllegalArgumentException if a member is missing or not known
   */
  public static ReplayRules read(JsonNode endpoints) {
    var rules = new HashMap<EndpointKey, EndpointRules>();
    for (JsonNode node : endpoints) {
      var key =
          new EndpointKey(
              Direction.valueOf(text(node, "direction")),
              text(node, "host"),
              text(node, "endpoint"),
              node.path("status").asInt());
      var places = new HashMap<Place, PlaceRule>();
      for (var place : node.path("places").properties()) {
        places.put(Place.parse(place.getKey()), rule(place.getValue()));
      }
      rules.put(key, new EndpointRules(places));
    }
    return new ReplayRules(rules);
  }

  private static PlaceRule rule(JsonNode node) {
    var makers = EnumSet.noneOf(Maker.class);
    node.path("makers").forEach(maker -> makers.add(Maker.valueOf(maker.asText())));
    return new PlaceRule(
        PlaceClass.valueOf(text(node, "class")),
        ValueType.valueOf(text(node, "type")),
        new Evidence(
            node.path("samples").asLong(),
            node.path("distinct").asInt(),
            node.path("distinctIsLowerBound").asBoolean(),
            node.path("ascending").asBoolean(),
            node.path("echoed").asLong(),
            node.path("acrossSessions").asBoolean(),
            makers),
        node.path("guessed").asBoolean());
  }

  private static String text(JsonNode node, String member) {
    var value = node.get(member);
    if (value == null || !value.isTextual()) {
      throw new IllegalArgumentException("rules without '" + member + "'");
    }
    return value.asText();
  }
}
