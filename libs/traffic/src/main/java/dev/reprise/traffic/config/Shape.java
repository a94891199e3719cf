// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a value of a config may look like; the parser and the published schema both follow it. */
sealed interface Shape {

  /**
   * A group of keys.
   *
   * @param fields in the order of the documentation
   * @param rules which keys exclude or need each other
   */
  record Group(List<Field> fields, List<KeyRule> rules) implements Shape {
    public Group {
      fields = List.copyOf(fields);
      rules = List.copyOf(rules);
    }

    Group(Field... fields) {
      this(List.of(fields), List.of());
    }

    Group with(KeyRule rule) {
      var longer = new java.util.ArrayList<>(rules);
      longer.add(rule);
      return new Group(fields, longer);
    }

    List<String> keys() {
      return fields.stream().map(Field::key).toList();
    }
  }

  /**
   * One key of a group.
   *
   * @param doc one or two sentences, for the schema
   * @param preset what holds when the key is absent; null leaves it absent
   */
  record Field(String key, Shape shape, String doc, @Nullable JsonNode preset) {

    static Field optional(String key, Shape shape, String doc) {
      return new Field(key, shape, doc, null);
    }

    static Field group(String key, Group shape, String doc) {
      return new Field(key, shape, doc, JsonNodeFactory.instance.objectNode());
    }

    static Field map(String key, MapOf shape, String doc) {
      return new Field(key, shape, doc, JsonNodeFactory.instance.objectNode());
    }

    static Field of(String key, Shape shape, String doc, String preset) {
      return new Field(key, shape, doc, JsonNodeFactory.instance.textNode(preset));
    }

    static Field of(String key, Shape shape, String doc, boolean preset) {
      return new Field(key, shape, doc, JsonNodeFactory.instance.booleanNode(preset));
    }

    static Field of(String key, Shape shape, String doc, int preset) {
      return new Field(key, shape, doc, JsonNodeFactory.instance.numberNode(preset));
    }

    static Field list(String key, Shape items, String doc, String... preset) {
      var array = JsonNodeFactory.instance.arrayNode();
      for (String item : preset) {
        array.add(item);
      }
      return new Field(key, new ListOf(items, 0), doc, array);
    }
  }

  /** A list of values of one shape. */
  record ListOf(Shape items, int minItems) implements Shape {}

  /** Free keys of one form with values of one shape. */
  record MapOf(Text keys, Shape values) implements Shape {}

  /**
   * A text.
   *
   * @param pattern a regular expression that the whole text matches, read alike by Java and
   *     JavaScript
   * @param meaning what such a text is, for the message
   */
  record Text(String pattern, String meaning) implements Shape {}

  /** One of a few words. */
  record Choice(List<String> words) implements Shape {
    public Choice {
      words = List.copyOf(words);
    }

    Choice(String... words) {
      this(List.of(words));
    }
  }

  /** A number in a range, both ends included. */
  record Decimal(BigDecimal min, BigDecimal max) implements Shape {
    static Decimal between(String min, String max) {
      return new Decimal(new BigDecimal(min), new BigDecimal(max));
    }
  }

  /** A whole number in a range, both ends included. */
  record Whole(long min, long max) implements Shape {}

  /** {@code true} or {@code false}. */
  record Flag() implements Shape {}

  /** One of a few words, or a number. */
  record ChoiceOrNumber(Choice choice, Decimal number) implements Shape {}

  /** What keys of one group mean to each other. */
  sealed interface KeyRule {
    /** No two of them together. */
    record AtMostOne(List<String> keys) implements KeyRule {}

    /** One of them, and only one. */
    record ExactlyOne(List<String> keys) implements KeyRule {}

    /** Cannot be left out. */
    record Required(String key) implements KeyRule {}
  }
}
