// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.traffic.config.ConfigNode.Entry;
import dev.reprise.traffic.config.ConfigNode.Spot;
import dev.reprise.traffic.config.Shape.Field;
import dev.reprise.traffic.config.Shape.KeyRule;
import dev.reprise.traffic.error.NearName;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Holds a config against its {@link Shape}: notes every problem, and gives back plain JSON in which
 * every absent key has its default.
 */
final class ShapeCheck {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ConfigProblems problems;

  ShapeCheck(ConfigProblems problems) {
    this.problems = problems;
  }

  /** The checked value; what is wrong in it is noted, and left out or replaced by null. */
  JsonNode check(ConfigNode node, Shape shape, String path) {
    return switch (shape) {
      case Shape.Group group -> group(node, group, path);
      case Shape.ListOf list -> list(node, list, path);
      case Shape.MapOf map -> map(node, map, path);
      case Shape.Text text -> text(node, text, path);
      case Shape.Choice choice -> choice(node, choice, path);
      case Shape.Decimal number -> number(node, number, path);
      case Shape.Whole whole -> whole(node, whole, path);
      case Shape.Flag _ -> flag(node, path);
      case Shape.ChoiceOrNumber either ->
          node instanceof ConfigNode.Numeral
              ? number(node, either.number(), path)
              : choice(node, either.choice(), path);
    };
  }

  private JsonNode group(ConfigNode node, Shape.Group group, String path) {
    // A key with nothing after it, as YAML allows, is an empty group.
    var entries =
        switch (node) {
          case ConfigNode.Mapping mapping -> mapping.entries();
          case ConfigNode.Nothing _ when path.isEmpty() -> List.<Entry>of();
          case ConfigNode.Nothing _,
              ConfigNode.Items _,
              ConfigNode.Text _,
              ConfigNode.Numeral _,
              ConfigNode.Flag _ -> {
            wrongKind(node, path, "a group of keys: " + String.join(", ", group.keys()));
            yield List.<Entry>of();
          }
        };
    var given = new LinkedHashMap<String, ConfigNode>();
    for (Entry entry : entries) {
      if (group.keys().contains(entry.key())) {
        given.put(entry.key(), entry.value());
      } else {
        unknownKey(entry, group, path);
      }
    }
    group.rules().forEach(rule -> checkRule(rule, given.keySet(), node.spot(), path));
    var result = JSON.objectNode();
    for (Field field : group.fields()) {
      putField(result, field, given, path);
    }
    return result;
  }

  private void putField(
      ObjectNode result, Field field, Map<String, ConfigNode> given, String path) {
    String fieldPath = path.isEmpty() ? field.key() : path + "." + field.key();
    var value = given.get(field.key());
    var preset = field.preset();
    if (value != null) {
      result.set(field.key(), check(value, field.shape(), fieldPath));
    } else if (preset != null) {
      result.set(field.key(), withDefaults(field, preset));
    }
  }

  private static JsonNode withDefaults(Field field, JsonNode preset) {
    if (!(field.shape() instanceof Shape.Group group)) {
      return preset.deepCopy();
    }
    var result = JSON.objectNode();
    for (Field inner : group.fields()) {
      var innerPreset = inner.preset();
      if (innerPreset != null) {
        result.set(inner.key(), withDefaults(inner, innerPreset));
      }
    }
    return result;
  }

  private void checkRule(KeyRule rule, Set<String> given, Spot spot, String path) {
    switch (rule) {
      case KeyRule.AtMostOne(var keys) -> {
        var both = keys.stream().filter(given::contains).toList();
        if (both.size() > 1) {
          problems.add(spot, where(path) + " has " + quoted(both, " and "), "keep one of them");
        }
      }
      case KeyRule.ExactlyOne(var keys) -> {
        var present = keys.stream().filter(given::contains).toList();
        if (present.size() != 1) {
          problems.add(
              spot,
              where(path)
                  + (present.isEmpty() ? " lacks a key" : " has " + quoted(present, " and ")),
              "give exactly one of " + quoted(keys, ", "));
        }
      }
      case KeyRule.Required(var key) -> {
        if (!given.contains(key)) {
          problems.add(spot, where(path) + " lacks the key '" + key + "'", "");
        }
      }
    }
  }

  private void unknownKey(Entry entry, Shape.Group group, String path) {
    String remedy =
        NearName.of(entry.key(), group.keys())
            .map(word -> "did you mean '" + word + "'?")
            .orElse("there are " + String.join(", ", group.keys()));
    problems.add(entry.spot(), "unknown key '" + entry.key() + "' in " + where(path), remedy);
  }

  private JsonNode list(ConfigNode node, Shape.ListOf list, String path) {
    var result = JSON.arrayNode();
    if (!(node instanceof ConfigNode.Items items)) {
      return wrongKind(node, path, "a list");
    }
    if (items.values().size() < list.minItems()) {
      problems.add(node.spot(), where(path) + " is empty", "give at least " + list.minItems());
    }
    for (int i = 0; i < items.values().size(); i++) {
      result.add(check(items.values().get(i), list.items(), path + "[" + i + "]"));
    }
    return result;
  }

  private JsonNode map(ConfigNode node, Shape.MapOf map, String path) {
    if (!(node instanceof ConfigNode.Mapping mapping)) {
      return wrongKind(node, path, "a group of keys");
    }
    var result = JSON.objectNode();
    for (Entry entry : mapping.entries()) {
      if (!entry.key().matches(map.keys().pattern())) {
        problems.add(
            entry.spot(),
            "the key '" + entry.key() + "' in " + where(path) + " is not " + map.keys().meaning(),
            "");
      }
      result.set(entry.key(), check(entry.value(), map.values(), path + "." + entry.key()));
    }
    return result;
  }

  private JsonNode text(ConfigNode node, Shape.Text text, String path) {
    if (node instanceof ConfigNode.Text given
        && Pattern.compile(text.pattern()).matcher(given.value()).matches()) {
      return JSON.textNode(given.value());
    }
    return wrongKind(node, path, text.meaning());
  }

  private JsonNode choice(ConfigNode node, Shape.Choice choice, String path) {
    // YAML reads a bare 404 as a number.
    String word =
        switch (node) {
          case ConfigNode.Text given -> given.value();
          case ConfigNode.Numeral given -> given.value().toString();
          case ConfigNode.Mapping _, ConfigNode.Items _, ConfigNode.Flag _, ConfigNode.Nothing _ ->
              "";
        };
    if (choice.words().contains(word)) {
      return JSON.textNode(word);
    }
    return wrongKind(node, path, "one of " + quoted(choice.words(), ", "));
  }

  private JsonNode number(ConfigNode node, Shape.Decimal range, String path) {
    if (node instanceof ConfigNode.Numeral given
        && given.value().compareTo(range.min()) >= 0
        && given.value().compareTo(range.max()) <= 0) {
      return JSON.numberNode(given.value());
    }
    return wrongKind(
        node,
        path,
        "a number from %s to %s"
            .formatted(range.min().toPlainString(), range.max().toPlainString()));
  }

  private JsonNode whole(ConfigNode node, Shape.Whole range, String path) {
    if (node instanceof ConfigNode.Numeral given
        && given.value().stripTrailingZeros().scale() <= 0
        && given.value().compareTo(BigDecimal.valueOf(range.min())) >= 0
        && given.value().compareTo(BigDecimal.valueOf(range.max())) <= 0) {
      return JSON.numberNode(given.value().longValueExact());
    }
    return wrongKind(
        node, path, "a whole number from %d to %d".formatted(range.min(), range.max()));
  }

  private JsonNode flag(ConfigNode node, String path) {
    return node instanceof ConfigNode.Flag given
        ? JSON.booleanNode(given.value())
        : wrongKind(node, path, "true or false");
  }

  private JsonNode wrongKind(ConfigNode node, String path, String wanted) {
    problems.add(node.spot(), where(path) + " is " + node.kind(), "it must be " + wanted);
    return JSON.nullNode();
  }

  private static String where(String path) {
    return path.isEmpty() ? "the config" : "'" + path + "'";
  }

  private static String quoted(List<String> words, String between) {
    return words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(between));
  }
}
