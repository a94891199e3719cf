// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import java.util.Locale;

/**
 * Cuts a statement into tokens where ClickHouse's own lexer does, so that what looks like a string
 * or a comment here is one there: comments of four kinds (nested ones too), strings and names in
 * three kinds of quotes with typographic ones, and here-documents.
 *
 * <p>White space, comments, and bytes outside of ASCII are no tokens. The characters of the text
 * are bytes (see {@link EngineQuery}).
 */
final class SqlLexer {

  /** What a token is. */
  enum Kind {
    WORD,
    QUOTED_NAME,
    STRING,
    SYMBOL,
    END
  }

  /**
   * A token.
   *
   * @param text upper case for a word, without the quotes for a quoted name, otherwise as it stands
   */
  record Token(Kind kind, String text, int start, int end) {
    boolean is(String word) {
      return kind == Kind.WORD && text.equals(word);
    }

    boolean isSymbol(char symbol) {
      return kind == Kind.SYMBOL && text.charAt(0) == symbol;
    }
  }

  private static final String OPENING_SINGLE = "\u00e2\u0080\u0098";
  private static final String CLOSING_SINGLE = "\u00e2\u0080\u0099";
  private static final String OPENING_DOUBLE = "\u00e2\u0080\u009c";
  private static final String CLOSING_DOUBLE = "\u00e2\u0080\u009d";

  private final String sql;
  private int position;

  SqlLexer(String sql) {
    this.sql = sql;
  }

  /** The next token; the end is one, and stays. */
  Token next() {
    skipWhatIsNoToken();
    if (position >= sql.length()) {
      return new Token(Kind.END, "", sql.length(), sql.length());
    }
    char first = sql.charAt(position);
    if (isWord(first)) {
      return word();
    }
    return switch (first) {
      case '\'' -> quoted(Kind.STRING, first);
      case '"', '`' -> quoted(Kind.QUOTED_NAME, first);
      case '$' -> dollar();
      default -> isAt(OPENING_SINGLE) || isAt(OPENING_DOUBLE) ? typographic() : symbol();
    };
  }

  private void skipWhatIsNoToken() {
    int before = -1;
    while (position != before && position < sql.length()) {
      before = position;
      char c = sql.charAt(position);
      if (c <= ' ' || (c >= '\u0080' && !isAt(OPENING_SINGLE) && !isAt(OPENING_DOUBLE))) {
        position++;
      } else if (isAt("--") || isAt("//") || isAt("# ") || isAt("#!")) {
        int end = sql.indexOf('\n', position);
        position = end < 0 ? sql.length() : end + 1;
      } else if (isAt("/*")) {
        skipNestedComment();
      }
    }
  }

  private void skipNestedComment() {
    int depth = 0;
    do {
      if (isAt("/*")) {
        depth++;
        position += 2;
      } else if (isAt("*/")) {
        depth--;
        position += 2;
      } else {
        position++;
      }
    } while (depth > 0 && position < sql.length());
  }

  private Token word() {
    int start = position;
    while (position < sql.length() && isWord(sql.charAt(position))) {
      position++;
    }
    String text = sql.substring(start, position).toUpperCase(Locale.ROOT);
    return new Token(Kind.WORD, text, start, position);
  }

  private Token quoted(Kind kind, char quote) {
    int start = position++;
    StringBuilder name = new StringBuilder();
    while (position < sql.length()) {
      char c = sql.charAt(position++);
      boolean doubled = c == quote && position < sql.length() && sql.charAt(position) == quote;
      if (c == quote && !doubled) {
        break;
      }
      boolean escaped = c == '\\' && position < sql.length();
      name.append(escaped ? unescaped() : c);
      position += doubled ? 1 : 0;
    }
    return new Token(kind, name.toString(), start, position);
  }

  /** What stands behind a backslash: a byte in hexadecimal digits, or else the next byte. */
  private char unescaped() {
    char first = sql.charAt(position++);
    if (first != 'x' || position + 2 > sql.length()) {
      return first;
    }
    int high = Character.digit(sql.charAt(position), 16);
    int low = Character.digit(sql.charAt(position + 1), 16);
    if (high < 0 || low < 0) {
      return first;
    }
    position += 2;
    return (char) (16 * high + low);
  }

  private Token typographic() {
    boolean isString = isAt(OPENING_SINGLE);
    int start = position;
    int inside = start + OPENING_SINGLE.length();
    int close = sql.indexOf(isString ? CLOSING_SINGLE : CLOSING_DOUBLE, inside);
    int textEnd = close < 0 ? sql.length() : close;
    position = close < 0 ? sql.length() : close + CLOSING_SINGLE.length();
    return new Token(
        isString ? Kind.STRING : Kind.QUOTED_NAME, sql.substring(inside, textEnd), start, position);
  }

  private Token dollar() {
    int start = position;
    int tagEnd = start + 1;
    while (tagEnd < sql.length() && isWord(sql.charAt(tagEnd))) {
      tagEnd++;
    }
    if (tagEnd < sql.length() && sql.charAt(tagEnd) == '$') {
      String tag = sql.substring(start, tagEnd + 1);
      int close = sql.indexOf(tag, tagEnd + 1);
      if (close >= 0) {
        position = close + tag.length();
        return new Token(Kind.STRING, "", start, position);
      }
    }
    return symbol();
  }

  private Token symbol() {
    int start = position++;
    return new Token(Kind.SYMBOL, sql.substring(start, position), start, position);
  }

  private boolean isAt(String text) {
    return sql.startsWith(text, position);
  }

  private static boolean isWord(char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
