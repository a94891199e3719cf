// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.diff;

import dev.reprise.traffic.value.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares texts word by word, where a whole text has no rule for the values in it: times and
 * identifiers may differ when both are of one type. That is a guess, and counted as one.
 *
 * <p><b>Cost:</b> linear; nothing for short texts.
 */
final class TextTokens {

  private static final int MIN_CHARS = 16;
  private static final int MAX_CHARS = 4 * 1024 * 1024;
  private static final String SEPARATORS = " \t\r\n<>\"'=,;()[]{}|&?#";

  private TextTokens() {}

  /** Whether two unequal texts differ in nothing but times and identifiers of the same types. */
  static boolean areAlike(String expected, String actual) {
    if (expected.length() < MIN_CHARS
        || actual.length() < MIN_CHARS
        || Math.max(expected.length(), actual.length()) > MAX_CHARS
        || isOneWord(expected)) {
      return false;
    }
    var left = words(expected);
    var right = words(actual);
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!left.get(i).equals(right.get(i)) && !mayDiffer(left.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean mayDiffer(String left, String right) {
    var type = ValueType.of(left);
    return (type.isTime() || type.isIdentifier()) && type.admits(right);
  }

  private static boolean isOneWord(String text) {
    return text.chars().noneMatch(c -> SEPARATORS.indexOf(c) >= 0);
  }

  // The separators are words of their own, so that nothing of the text is left out.
  private static List<String> words(String text) {
    var words = new ArrayList<String>();
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      if (SEPARATORS.indexOf(text.charAt(i)) >= 0) {
        if (i > from) {
          words.add(text.substring(from, i));
        }
        words.add(text.substring(i, i + 1));
        from = i + 1;
      }
    }
    if (from < text.length()) {
      words.add(text.substring(from));
    }
    return words;
  }
}
