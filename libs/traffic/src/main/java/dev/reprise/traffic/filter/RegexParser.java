// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.filter;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads a regular expression. Strict where engines differ: what is not plainly allowed is refused
 * with the rule, so that nothing means one thing here and another in the warehouse.
 */
final class RegexParser {

  private static final int END = RegexCursor.END;
  private static final int MAX_DEPTH = 64;
  private static final int MAX_REPEAT = 1_000;

  private final RegexCursor at;
  private final RegexSets sets;
  private int depth;

  private RegexParser(String pattern) {
    this.at = new RegexCursor(pattern);
    this.sets = new RegexSets(at);
  }

  static RegexNode parse(String pattern) {
    var parser = new RegexParser(pattern);
    var node = parser.choice();
    if (parser.at.peek() == ')') {
      throw parser.at.mistake("an unexpected ')'", "a literal one is written \\)");
    }
    if (largestRepeat(node) > MAX_REPEAT) {
      throw new RegexSyntaxException(
          0, "too many repeats", "nested repeats multiply to at most " + MAX_REPEAT);
    }
    return node;
  }

  private RegexNode choice() {
    var options = new ArrayList<>(List.of(sequence()));
    while (at.peek() == '|') {
      at.skip();
      options.add(sequence());
    }
    return options.size() == 1 ? options.getFirst() : new RegexNode.Choice(options);
  }

  private RegexNode sequence() {
    var parts = new ArrayList<RegexNode>();
    while (at.peek() != END && at.peek() != '|' && at.peek() != ')') {
      parts.add(repeated());
    }
    return parts.size() == 1 ? parts.getFirst() : new RegexNode.Sequence(parts);
  }

  private RegexNode repeated() {
    var part = atom();
    if (!isRepeat(at.peek())) {
      return part;
    }
    var repeat = repeat(part);
    if (part instanceof RegexNode.Edge) {
      throw at.mistake("a repeat of nothing", "^, $ and \\b are not repeated");
    }
    at.skipIf('?'); // lazy: the same texts match
    if (isRepeat(at.peek())) {
      throw at.mistake(
          "a repeat of a repeat", "put the inner one in parentheses; there are no possessive ones");
    }
    return repeat;
  }

  private RegexNode repeat(RegexNode part) {
    int next = at.peek();
    at.skip();
    if (next == '{') {
      int min = number();
      int max = at.peek() == ',' ? maximum() : min;
      closeRepeat(min, max);
      return new RegexNode.Repeat(part, min, max);
    }
    return new RegexNode.Repeat(part, next == '+' ? 1 : 0, next == '?' ? 1 : RegexNode.UNBOUNDED);
  }

  private static boolean isRepeat(int next) {
    return next == '*' || next == '+' || next == '?' || next == '{';
  }

  private int maximum() {
    at.skip();
    return at.peek() == '}' ? RegexNode.UNBOUNDED : number();
  }

  private void closeRepeat(int min, int max) {
    if (at.peek() != '}' || (max != RegexNode.UNBOUNDED && max < min)) {
      throw at.mistake(
          "a malformed repeat", "it is {n}, {n,} or {n,m}; a literal brace is written \\{");
    }
    at.skip();
  }

  private int number() {
    int start = at.index();
    int value = 0;
    while (at.peek() >= '0' && at.peek() <= '9') {
      value = value * 10 + (at.peek() - '0');
      at.skip();
      if (value > MAX_REPEAT) {
        throw at.mistake("a repeat over " + MAX_REPEAT, "repeat at most " + MAX_REPEAT + " times");
      }
    }
    if (at.index() == start) {
      throw at.mistake(
          "a malformed repeat", "it is {n}, {n,} or {n,m}; a literal brace is written \\{");
    }
    return value;
  }

  private RegexNode atom() {
    int next = at.peek();
    return switch (next) {
      case '(' -> group();
      case '[' -> new RegexNode.Chars(sets.characterClass());
      case '\\' -> escape();
      case '*', '+', '?' ->
          throw at.mistake(
              "a repeat of nothing", "something stands before " + RegexCursor.shown(next));
      case '{', '}', ']' ->
          throw at.mistake(
              "a lone " + RegexCursor.shown(next),
              "a literal one is written \\" + RegexCursor.shown(next));
      default -> {
        at.skip();
        yield single(next);
      }
    };
  }

  private static RegexNode single(int next) {
    return switch (next) {
      case '.' -> new RegexNode.Chars(CodePoints.ANY);
      case '^' -> RegexNode.Edge.START;
      case '$' -> RegexNode.Edge.END;
      default -> new RegexNode.Chars(CodePoints.of(next, next));
    };
  }

  private RegexNode group() {
    at.skip();
    if (at.peek() == '?') {
      if (at.peek(1) != ':') {
        throw at.mistake(
            "a group of a kind that is not supported",
            "there are ( ) and (?: ); look-around, flags and names are not to be had");
      }
      at.skip();
      at.skip();
    }
    if (++depth > MAX_DEPTH) {
      throw at.mistake("too many groups within groups", "they nest at most " + MAX_DEPTH + " deep");
    }
    var inside = choice();
    if (at.peek() != ')') {
      throw at.mistake("a group without an end", "close it with )");
    }
    at.skip();
    depth--;
    return inside instanceof RegexNode.Edge ? new RegexNode.Sequence(List.of(inside)) : inside;
  }

  private RegexNode escape() {
    at.skip();
    int escaped = at.peek();
    if (escaped == 'b') {
      at.skip();
      return RegexNode.Edge.WORD;
    }
    return new RegexNode.Chars(sets.escaped());
  }

  private static int largestRepeat(RegexNode node) {
    return switch (node) {
      case RegexNode.Chars _, RegexNode.Edge _ -> 1;
      case RegexNode.Sequence(var parts) ->
          parts.stream().mapToInt(RegexParser::largestRepeat).max().orElse(1);
      case RegexNode.Choice(var options) ->
          options.stream().mapToInt(RegexParser::largestRepeat).max().orElse(1);
      case RegexNode.Repeat(var part, int min, int max) ->
          Math.min(MAX_REPEAT + 1, largestRepeat(part) * Math.max(1, Math.max(min, max)));
    };
  }
}
