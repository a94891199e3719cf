// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.filter;

/**
 * A piece of a filter's text.
 *
 * @param kind what it is
 * @param text as meant: a string without its quotes and escapes
 * @param start index of its first character
 */
record Token(Kind kind, String text, int start) {

  enum Kind {
    WORD("a word"),
    NUMBER("a number"),
    STRING("text in quotes"),
    SYMBOL("a symbol"),
    END("the end");

    private final String title;

    Kind(String title) {
      this.title = title;
    }
  }

  boolean is(Kind wanted, String wantedText) {
    return kind == wanted && text.equals(wantedText);
  }

  /** Keywords may be written in any case. */
  boolean isKeyword(String keyword) {
    return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
  }

  /** As a message names it. */
  String shown() {
    return switch (kind) {
      case WORD, NUMBER, SYMBOL -> "'" + text + "'";
      case STRING, END -> kind.title;
    };
  }
}
