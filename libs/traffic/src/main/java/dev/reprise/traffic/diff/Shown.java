// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.diff;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.traffic.value.ValueType;
import java.util.regex.Pattern;

/** What of a value a report may show: its start, or nothing where it may be a secret. */
public final class Shown {

  private static final int MAX_CHARS = 200;
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "(?i)(?:pass(?:word|wd|phrase)?|secret|token|authorization|cookie|credential|api[-_]?key"
              + "|session|jwt|private|cvv|cvc|pin|card[-_]?number|otp)");

  private Shown() {}

  /**
   * A text at a place.
   *
   * @param path e.g. {@code body.$.user.password}
   */
  public static String text(String path, String text) {
    return isSecret(path, text) ? hidden(text) : bounded(text);
  }

  static String json(String path, JsonNode value) {
    if (value.isObject()) {
      return "an object with " + members(value.size(), "member");
    }
    if (value.isArray()) {
      return "a list with " + members(value.size(), "element");
    }
    return value.isTextual() && isSecret(path, value.textValue())
        ? hidden(value.textValue())
        : isSecret(path, "") ? hidden(value.asText()) : bounded(value.toString());
  }

  /** Whether a value may be a secret, by the name of its place or by its look. */
  static boolean isSecret(String path, String text) {
    return SECRET_NAME.matcher(path).find() || ValueType.of(text) == ValueType.JWT;
  }

  private static String members(int count, String name) {
    return count + " " + name + (count == 1 ? "" : "s");
  }

  private static String hidden(String text) {
    return "(hidden, " + members(text.length(), "character") + ")";
  }

  static String bounded(String text) {
    if (text.length() <= MAX_CHARS) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MAX_CHARS - 1)) ? MAX_CHARS - 1 : MAX_CHARS;
    return text.substring(0, end) + "…";
  }
}
