// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.report;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Prints the JSON schema of {@link Report} from its records. */
final class ReportSchema {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ReportSchema() {}

  static String print() {
    var schema = JSON.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Reprise report");
    schema.put("description", "What a replay leaves.");
    schema.setAll(ofRecord(Report.class));
    var definitions = schema.putObject("$defs");
    for (Class<?> type : types()) {
      if (type.isRecord() && type != Report.class && type != AgentFigures.class) {
        definitions.set(type.getSimpleName(), ofRecord(type));
      }
    }
    try {
      return new ObjectMapper()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .writeValueAsString(schema)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** Every type that a report or an agent's figures are made of. */
  static Set<Class<?>> types() {
    var found = new LinkedHashSet<Class<?>>(List.of(Report.class, AgentFigures.class));
    var open = new ArrayList<Class<?>>(found);
    while (!open.isEmpty()) {
      var type = open.removeFirst();
      if (!type.isRecord()) {
        continue;
      }
      for (RecordComponent component : type.getRecordComponents()) {
        var inner = elementType(component.getGenericType());
        if ((inner.isRecord() || inner.isEnum()) && found.add(inner)) {
          open.add(inner);
        }
      }
    }
    return found;
  }

  private static Class<?> elementType(Type type) {
    return type instanceof ParameterizedType generic
        ? (Class<?>) generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1]
        : (Class<?>) type;
  }

  private static ObjectNode ofRecord(Class<?> type) {
    var schema = JSON.objectNode().put("type", "object");
    var properties = schema.putObject("properties");
    var required = schema.putArray("required");
    for (RecordComponent component : type.getRecordComponents()) {
      var property = JSON.objectNode();
      var doc = component.getAccessor().getAnnotation(JsonPropertyDescription.class);
      if (doc != null) {
        property.put("description", doc.value());
      }
      property.setAll(ofType(component.getGenericType()));
      properties.set(component.getName(), property);
      required.add(component.getName());
    }
    return schema;
  }

  private static ObjectNode ofType(Type type) {
    var schema = JSON.objectNode();
    if (type instanceof ParameterizedType generic) {
      var inner = ofType(elementType(type));
      if (generic.getRawType() == List.class) {
        return schema.put("type", "array").set("items", inner);
      }
      return schema.put("type", "object").set("additionalProperties", inner);
    }
    var plain = (Class<?>) type;
    if (plain.isEnum()) {
      var words = schema.putArray("enum");
      for (Object constant : plain.getEnumConstants()) {
        words.add(constant.toString().toLowerCase(Locale.ROOT));
      }
      return schema;
    }
    if (plain.isRecord()) {
      return schema.put("$ref", "#/$defs/" + plain.getSimpleName());
    }
    return schema.put("type", jsonType(plain));
  }

  private static String jsonType(Class<?> plain) {
    return switch (plain.getSimpleName()) {
      case "String" -> "string";
      case "boolean" -> "boolean";
      case "double" -> "number";
      case "int", "long", "Long" -> "integer";
      default -> throw new AssertionError("no JSON type for " + plain);
    };
  }
}
