// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.place;

import dev.reprise.traffic.value.Ascii;
import java.util.HexFormat;

/**
 * Writes and reads names inside places: bare ({@code .name}) where they are simple, else quoted
 * ({@code ['a b']}). A quoted name never holds a {@code #}, which parts a place from the part of
 * its value.
 */
final class Names {

  private Names() {}

  /** Appends {@code .name} or {@code ['na me']}. */
  static void append(StringBuilder out, String name) {
    if (isBare(name)) {
      out.append('.').append(name);
      return;
    }
    out.append("['");
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '\'' || c == '\\' || c == '#' || c < ' ') {
        out.append("\\u").append(HexFormat.of().toHexDigits(c));
      } else {
        out.append(c);
      }
    }
    out.append("']");
  }

  /**
   * Reads back what {@link #append} wrote.
   *
   * @throws IllegalArgumentException if it is neither form
   */
  static String read(String text) {
    if (text.startsWith(".") && isBare(text.substring(1))) {
      return text.substring(1);
    }
    if (!text.startsWith("['") || !text.endsWith("']") || text.length() < 4) {
      throw new IllegalArgumentException("not a name in a place: " + text);
    }
    return unescape(text.substring(2, text.length() - 2));
  }

  private static String unescape(String quoted) {
    if (quoted.indexOf('\\') < 0) {
      return quoted;
    }
    var out = new StringBuilder(quoted.length());
    for (int i = 0; i < quoted.length(); i++) {
      char c = quoted.charAt(i);
      if (c == '\\') {
        if (!quoted.startsWith("\\u", i) || i + 6 > quoted.length()) {
          throw new IllegalArgumentException("not an escape in a place: " + quoted);
        }
        out.append((char) Integer.parseInt(quoted, i + 2, i + 6, 16));
        i += 5;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  static boolean isBare(String name) {
    return !name.isEmpty()
        && name.chars().allMatch(c -> Ascii.isAlphanumeric(c) || c == '_' || c == '-');
  }
}
