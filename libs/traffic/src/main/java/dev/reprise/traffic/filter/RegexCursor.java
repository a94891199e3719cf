// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.filter;

/** A place in a pattern that is being read. */
final class RegexCursor {

  static final int END = -1;

  private final int[] pattern;
  private int index;

  RegexCursor(String pattern) {
    this.pattern = pattern.codePoints().toArray();
  }

  int index() {
    return index;
  }

  /** The code point here, or {@link #END}. */
  int peek() {
    return peek(0);
  }

  /** The code point some places on, or {@link #END}. */
  int peek(int ahead) {
    return index + ahead < pattern.length ? pattern[index + ahead] : END;
  }

  void skip() {
    index++;
  }

  boolean skipIf(int codePoint) {
    boolean there = peek() == codePoint;
    index += there ? 1 : 0;
    return there;
  }

  RegexSyntaxException mistake(String problem, String rule) {
    return new RegexSyntaxException(index, problem, rule);
  }

  static String shown(int codePoint) {
    return codePoint == END ? "end" : Character.toString(codePoint);
  }
}
