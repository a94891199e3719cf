// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the language knows, for completion in editors, help texts and documentation. */
public final class FilterGuide {

  private FilterGuide() {}

  /**
   * A field as a page shows it.
   *
   * @param name as written, with {@code ["name"]} where it has a key
   * @param type in lower case
   * @param operators as written
   * @param words what it may hold, where that is a closed set
   * @param description for people
   * @param example what a value looks like
   */
  public record FieldHelp(
      String name,
      String type,
      List<String> operators,
      List<String> words,
      String description,
      String example) {}

  /** All fields, in the order of the documentation. */
  public static List<FieldHelp> fields() {
    return Stream.of(Field.values()).map(FilterGuide::help).toList();
  }

  /** Filters to begin with. */
  public static List<String> examples() {
    return List.of(
        "service = \"shop\" AND direction = IN AND status >= 500",
        "path CONTAINS \"/cart\" AND time > now-15m",
        "endpoint IN (\"GET /users/{id}\", \"POST /orders\") AND duration > 250ms",
        "request_header[\"content-type\"] CONTAINS \"json\" AND request_bytes > 10KiB",
        "response_body MATCHES \"\\\"price\\\": *[0-9]+\" AND NOT method = GET",
        "mark = RESPONSE_TRUNCATED OR status = 0");
  }

  private static FieldHelp help(Field field) {
    var operators =
        new ArrayList<>(field.type().operators().stream().map(Operator::symbol).toList());
    operators.add("IN");
    return new FieldHelp(
        field.isKeyed() ? field.symbol() + "[\"name\"]" : field.symbol(),
        field.type().name().toLowerCase(Locale.ROOT),
        List.copyOf(operators),
        field.words(),
        field.description(),
        field.words().isEmpty() ? field.type().example() : String.join(", ", field.words()));
  }
}
