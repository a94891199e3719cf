// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.filter;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Writes a filter as canonical text: equal filters give equal texts, and reading gives it back. */
public final class FilterPrinter {

  private FilterPrinter() {}

  /** The text; empty for the filter that chooses everything. */
  public static String print(TrafficFilter filter) {
    return switch (filter) {
      case TrafficFilter.All() -> "";
      case TrafficFilter.And(var parts) -> join(parts, " AND ");
      case TrafficFilter.Or(var parts) -> join(parts, " OR ");
      case TrafficFilter.Not(var part) -> "NOT " + nested(part);
      case TrafficFilter.Condition(var field, var operator, var value) ->
          print(field) + " " + operator.symbol() + " " + print(value, field.field());
      case TrafficFilter.Membership(var field, var values) ->
          values.stream()
              .map(value -> print(value, field.field()))
              .collect(Collectors.joining(", ", print(field) + " IN (", ")"));
    };
  }

  /** A field with its key, as it is written. */
  public static String print(FieldRef field) {
    var symbol = field.field().symbol();
    return field.field().isKeyed() ? symbol + "[" + quote(field.key()) + "]" : symbol;
  }

  private static String join(List<TrafficFilter> parts, String conjunction) {
    return parts.stream().map(FilterPrinter::nested).collect(Collectors.joining(conjunction));
  }

  private static String nested(TrafficFilter part) {
    return switch (part) {
      case TrafficFilter.And _, TrafficFilter.Or _ -> "(" + print(part) + ")";
      case TrafficFilter.All _, TrafficFilter.Not _ -> print(part);
      case TrafficFilter.Condition _, TrafficFilter.Membership _ -> print(part);
    };
  }

  private static String print(Value value, Field field) {
    return switch (value) {
      case Value.Text(String text) -> quote(text);
      case Value.Word(String word) -> word;
      case Value.Amount(long amount) ->
          Units.of(field.type())
              .map(units -> units.print(amount))
              .orElseGet(() -> Long.toString(amount));
      case Value.At(long nanos) -> quote(instant(nanos).toString());
      case Value.Now(long offset) -> now(offset);
    };
  }

  private static Instant instant(long nanos) {
    long second = TimeUnit.SECONDS.toNanos(1);
    return Instant.ofEpochSecond(nanos / second, nanos % second);
  }

  private static String now(long offset) {
    if (offset == 0) {
      return "now";
    }
    return "now" + (offset < 0 ? "-" : "+") + Units.DURATION.print(Math.abs(offset));
  }

  private static String quote(String text) {
    var quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      switch (unit) {
        case '"', '\\' -> quoted.append('\\').append(unit);
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (Character.isISOControl(unit)) {
            quoted.append("\\u").append("%04x".formatted((int) unit));
          } else {
            quoted.append(unit);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
