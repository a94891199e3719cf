// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.filter;

import java.util.ArrayList;
import java.util.List;

/** Cuts a filter's text into tokens. */
final class Lexer {

  private static final int MAX_NUMBER_CHARS = 32;

  private final Source source;
  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(Source source) {
    this.source = source;
    this.text = source.text();
  }

  static List<Token> tokens(Source source) {
    return new Lexer(source).run();
  }

  private List<Token> run() {
    while (at < text.length()) {
      char next = text.charAt(at);
      if (Character.isWhitespace(next)) {
        at++;
      } else if (isLetter(next)) {
        word();
      } else if (isDigit(next)) {
        number();
      } else if (next == '"' || next == '\'') {
        string(next);
      } else {
        symbol(next);
      }
    }
    tokens.add(new Token(Token.Kind.END, "", text.length()));
    return tokens;
  }

  private void word() {
    int start = at;
    while (at < text.length() && (isLetter(text.charAt(at)) || isDigit(text.charAt(at)))) {
      at++;
    }
    add(Token.Kind.WORD, start);
  }

  // With its unit: 250ms is one token.
  private void number() {
    int start = at;
    while (at < text.length()
        && (isLetter(text.charAt(at)) || isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
      at++;
    }
    if (at - start > MAX_NUMBER_CHARS) {
      throw source.mistake(
          start, "a number is too long", "it has at most " + MAX_NUMBER_CHARS + " characters");
    }
    add(Token.Kind.NUMBER, start);
  }

  private void symbol(char next) {
    int start = at++;
    boolean canBeTwo = next == '<' || next == '>' || next == '!';
    if (canBeTwo && at < text.length() && text.charAt(at) == '=') {
      at++;
    } else if ("=<>()[],+-".indexOf(next) < 0) {
      throw source.mistake(
          start,
          "unexpected '" + Character.toString(text.codePointAt(start)) + "'",
          "text that is more than letters, digits and _ stands in quotes");
    }
    add(Token.Kind.SYMBOL, start);
  }

  private void string(char quote) {
    int start = at++;
    var content = new StringBuilder();
    while (at < text.length() && text.charAt(at) != quote) {
      char next = text.charAt(at++);
      content.append(next == '\\' ? escaped() : String.valueOf(next));
    }
    if (at == text.length()) {
      throw source.mistake(start, "a text has no end", "close it with " + quote);
    }
    at++;
    if (!Values.isWellFormed(content.toString())) {
      throw source.mistake(
          start, "a text has half a character", "a surrogate needs its other half");
    }
    tokens.add(new Token(Token.Kind.STRING, content.toString(), start));
  }

  private String escaped() {
    int backslash = at - 1;
    if (at == text.length()) {
      throw source.mistake(backslash, "a text ends within an escape", "write \\\\ for a backslash");
    }
    char escape = text.charAt(at++);
    return switch (escape) {
      case '\\', '"', '\'' -> String.valueOf(escape);
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      case 'u' -> unicode(backslash);
      default ->
          throw source.mistake(
              backslash,
              "unknown escape '\\" + escape + "'",
              "there are \\\\ \\\" \\' \\n \\r \\t and \\u0000; a regular expression's \\"
                  + escape
                  + " is written \\\\"
                  + escape);
    };
  }

  private String unicode(int backslash) {
    int value = 0;
    for (int digits = 0; digits < 4; digits++) {
      int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
      if (digit < 0 || text.charAt(at) > 'f') {
        throw source.mistake(
            backslash, "an incomplete escape", "\\u has four hexadecimal digits, as \\u00e9");
      }
      value = value * 16 + digit;
      at++;
    }
    return String.valueOf((char) value);
  }

  private void add(Token.Kind kind, int start) {
    tokens.add(new Token(kind, text.substring(start, at), start));
  }

  private static boolean isLetter(char unit) {
    return (unit >= 'a' && unit <= 'z') || (unit >= 'A' && unit <= 'Z') || unit == '_';
  }

  private static boolean isDigit(char unit) {
    return unit >= '0' && unit <= '9';
  }
}
