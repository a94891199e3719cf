// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.filter;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The values of one statement, bound by the server: the text has only {@code {p0:String}} and its
 * like.
 *
 * <p><b>Threads:</b> confined to whoever writes the statement.
 */
public final class SqlParameters {

  private final Map<String, String> values = new LinkedHashMap<>();

  /** Binds a text; gives what stands for it in the statement. */
  public String text(String value) {
    return bind(escaped(value), "String");
  }

  /** Binds a whole number that is not negative; gives what stands for it in the statement. */
  public String number(long value) {
    return bind(Long.toString(value), "UInt64");
  }

  /**
   * Binds a moment; gives an expression to compare the table's times with.
   *
   * @param nanos since the epoch
   */
  public String time(long nanos) {
    return "fromUnixTimestamp64Nano(" + bind(Long.toString(nanos), "Int64") + ", 'UTC')";
  }

  /** Names and values, escaped as the server expects them: as in its TabSeparated format. */
  public Map<String, String> values() {
    return Collections.unmodifiableMap(values);
  }

  private String bind(String value, String type) {
    var name = "p" + values.size();
    values.put(name, value);
    return "{" + name + ":" + type + "}";
  }

  private static String escaped(String text) {
    var escaped = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      switch (unit) {
        case '\\' -> escaped.append("\\\\");
        case '\t' -> escaped.append("\\t");
        case '\n' -> escaped.append("\\n");
        case '\r' -> escaped.append("\\r");
        case '\b' -> escaped.append("\\b");
        case '\f' -> escaped.append("\\f");
        case '\0' -> escaped.append("\\0");
        default -> escaped.append(unit);
      }
    }
    return escaped.toString();
  }
}
