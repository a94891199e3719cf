// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.filter;

import java.util.ArrayList;

/** Reads the parts of a regular expression that stand for one character: escapes and classes. */
final class RegexSets {

  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^`{|}~";

  private final RegexCursor at;

  RegexSets(RegexCursor at) {
    this.at = at;
  }

  /** The set of an escape whose backslash is behind. */
  CodePoints escaped() {
    int escaped = at.peek();
    var set =
        switch (escaped) {
          case 'd' -> CodePoints.DIGIT;
          case 'w' -> CodePoints.WORD;
          case 's' -> CodePoints.SPACE;
          case 'D' -> CodePoints.DIGIT.complement();
          case 'W' -> CodePoints.WORD.complement();
          case 'S' -> CodePoints.SPACE.complement();
          default -> {
            int literal = escapedLiteral();
            yield CodePoints.of(literal, literal);
          }
        };
    at.skip();
    return set;
  }

  private int escapedLiteral() {
    int escaped = at.peek();
    return switch (escaped) {
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 'f' -> '\f';
      case RegexCursor.END ->
          throw at.mistake("a backslash at the end", "a literal one is written \\\\");
      default -> {
        if (PUNCTUATION.indexOf(escaped) < 0) {
          throw at.mistake(
              "the escape \\" + RegexCursor.shown(escaped),
              "there are \\d \\w \\s \\D \\W \\S \\b \\t \\n \\r \\f and escaped punctuation; back"
                  + " references are not to be had");
        }
        yield escaped;
      }
    };
  }

  /** A class from its opening bracket on. */
  CodePoints characterClass() {
    at.skip();
    boolean negated = at.skipIf('^');
    var sets = new ArrayList<CodePoints>();
    int first = at.index();
    while (at.peek() != ']' || at.index() == first) {
      sets.add(classItem(at.index() == first));
    }
    at.skip();
    var set = CodePoints.union(sets);
    return negated ? set.complement() : set;
  }

  private CodePoints classItem(boolean isFirst) {
    int next = at.peek();
    if (next == RegexCursor.END) {
      throw at.mistake("a class without an end", "close it with ]");
    }
    if (next == '[' || next == ']' || (next == '^' && isFirst)) {
      throw at.mistake(
          "a lone " + RegexCursor.shown(next) + " in a class",
          "write \\" + RegexCursor.shown(next));
    }
    if (next == '-') {
      at.skip();
      if (!isFirst && at.peek() != ']') {
        throw at.mistake("a '-' between nothing", "a literal one is written \\-");
      }
      return CodePoints.of('-', '-');
    }
    if (next == '\\') {
      at.skip();
      if ("dwsDWS".indexOf(at.peek()) >= 0) {
        return notARangesEnd(escaped());
      }
    }
    int from = literalInClass(next);
    return at.peek() == '-' && at.peek(1) != RegexCursor.END && at.peek(1) != ']'
        ? range(from)
        : CodePoints.of(from, from);
  }

  private CodePoints range(int from) {
    at.skip();
    int next = at.peek();
    if (next == '[') {
      throw at.mistake("a lone [ in a class", "write \\[");
    }
    if (next == '\\') {
      at.skip();
    }
    int to = literalInClass(next);
    if (to < from) {
      throw at.mistake("a range that runs backwards", "the smaller end comes first");
    }
    return CodePoints.of(from, to);
  }

  private int literalInClass(int next) {
    int literal = next == '\\' ? escapedLiteral() : next;
    at.skip();
    return literal;
  }

  private CodePoints notARangesEnd(CodePoints set) {
    if (at.peek() == '-' && at.peek(1) != RegexCursor.END && at.peek(1) != ']') {
      throw at.mistake("a range that begins with a set", "a literal '-' is written \\-");
    }
    return set;
  }
}
