// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.traffic.config.Shape.Field;
import dev.reprise.traffic.config.Shape.KeyRule;
import java.util.List;

/** Says in JSON Schema (draft 2020-12) what a {@link Shape} says. */
final class SchemaPrinter {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private SchemaPrinter() {}

  static ObjectNode print(Shape.Group root, String title, String description) {
    var schema = JSON.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", title);
    schema.put("description", description);
    return schema.setAll(schemaOf(root));
  }

  private static ObjectNode schemaOf(Shape shape) {
    var schema = JSON.objectNode();
    return switch (shape) {
      case Shape.Group group -> group(group);
      case Shape.ListOf(var items, var minItems) -> {
        schema.put("type", "array");
        if (minItems > 0) {
          schema.put("minItems", minItems);
        }
        schema.set("items", schemaOf(items));
        yield schema;
      }
      case Shape.MapOf(var keys, var values) -> {
        schema.put("type", "object");
        schema.putObject("propertyNames").put("pattern", keys.pattern());
        schema.set("additionalProperties", schemaOf(values));
        yield schema;
      }
      case Shape.Text text -> schema.put("type", "string").put("pattern", text.pattern());
      case Shape.Choice choice -> words(schema, choice);
      case Shape.Decimal number ->
          schema.put("type", "number").put("minimum", number.min()).put("maximum", number.max());
      case Shape.Whole whole ->
          schema.put("type", "integer").put("minimum", whole.min()).put("maximum", whole.max());
      case Shape.Flag _ -> schema.put("type", "boolean");
      case Shape.ChoiceOrNumber either -> {
        schema.putArray("anyOf").add(schemaOf(either.choice())).add(schemaOf(either.number()));
        yield schema;
      }
    };
  }

  private static ObjectNode words(ObjectNode schema, Shape.Choice choice) {
    var words = schema.putArray("enum");
    for (String word : choice.words()) {
      words.add(word);
      if (word.matches("[0-9]+")) {
        words.add(Integer.parseInt(word));
      }
    }
    return schema;
  }

  private static ObjectNode group(Shape.Group group) {
    var schema = JSON.objectNode().put("type", "object");
    var properties = schema.putObject("properties");
    for (Field field : group.fields()) {
      var property = JSON.objectNode().put("description", field.doc());
      property.setAll(schemaOf(field.shape()));
      var preset = field.preset();
      if (preset != null && (preset.isValueNode() || !preset.isEmpty())) {
        property.set("default", preset);
      }
      properties.set(field.key(), property);
    }
    schema.put("additionalProperties", false);
    var all = JSON.arrayNode();
    for (KeyRule rule : group.rules()) {
      addRule(schema, all, rule);
    }
    if (!all.isEmpty()) {
      schema.set("allOf", all);
    }
    return schema;
  }

  private static void addRule(ObjectNode schema, ArrayNode all, KeyRule rule) {
    switch (rule) {
      case KeyRule.Required(var key) -> schema.withArray("required").add(key);
      case KeyRule.ExactlyOne(var keys) -> {
        var one = all.addObject().putArray("oneOf");
        keys.forEach(key -> one.addObject().putArray("required").add(key));
      }
      case KeyRule.AtMostOne(var keys) -> pairsOf(keys, all.addObject().putObject("not"));
    }
  }

  private static void pairsOf(List<String> keys, ObjectNode not) {
    var any = not.putArray("anyOf");
    for (int i = 0; i < keys.size(); i++) {
      for (int j = i + 1; j < keys.size(); j++) {
        any.addObject().putArray("required").add(keys.get(i)).add(keys.get(j));
      }
    }
  }
}
