// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.filter;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.util.HashMap;
import java.util.Map;

/** The text of a filter, and how mistakes in it are told: with their place and a caret. */
record Source(String text) {

  static final String CODE = "FILTER_INVALID";

  private static final int EXCERPT_CHARS = 72;
  private static final int BEFORE_CARET = 40;
  private static final String REMEDY =
      "A filter looks like: service = \"shop\" AND status >= 500 AND path CONTAINS \"/cart\".";

  /**
   * A mistake at an index from 0; people count from 1.
   *
   * @param problem what is wrong there, as the start of a sentence without a full stop
   * @param rule what would be right
   */
  AppException mistake(int index, String problem, String rule) {
    return mistake(index, problem, rule, Map.of());
  }

  AppException mistake(int index, String problem, String rule, Map<String, String> facts) {
    var details = new HashMap<>(facts);
    details.put("position", Integer.toString(index + 1));
    details.put("excerpt", excerpt(index));
    return new AppException(
        ErrorKind.USER,
        CODE,
        "Invalid filter: %s at %d; %s%s\n%s"
            .formatted(problem, index + 1, rule, rule.endsWith("?") ? "" : ".", excerpt(index)),
        REMEDY,
        details,
        null);
  }

  private String excerpt(int index) {
    int start = Math.max(0, Math.min(index, text.length()) - BEFORE_CARET);
    int end = Math.min(text.length(), start + EXCERPT_CHARS);
    var line = new StringBuilder("  ");
    text.substring(start, end)
        .chars()
        .forEach(unit -> line.append(Character.isISOControl(unit) ? ' ' : (char) unit));
    return line + "\n  " + " ".repeat(Math.max(0, index - start)) + "^";
  }
}
