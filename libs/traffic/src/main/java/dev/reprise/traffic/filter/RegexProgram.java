// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.filter;

import java.util.ArrayList;
import java.util.List;

/**
 * A regular expression as a machine that is in several states at once, and so reads each character
 * of the text once.
 *
 * <p><b>Threads:</b> immutable; each look has its own state sets.
 */
final class RegexProgram {

  private static final int MAX_STATES = 4_000;

  private static final byte CHARS = 0;
  private static final byte SPLIT = 1;
  private static final byte EDGE = 2;
  private static final byte MATCH = 3;

  /** What the machine does in a state, and where it goes from there. */
  private static final class State {

    private final byte kind;
    private final CodePoints set;
    private final RegexNode.Edge edge;
    private final int[] next;

    State(byte kind, CodePoints set, RegexNode.Edge edge, int[] next) {
      this.kind = kind;
      this.set = set;
      this.edge = edge;
      this.next = next;
    }

    static State chars(CodePoints set, int next) {
      return new State(CHARS, set, RegexNode.Edge.START, new int[] {next});
    }

    static State split(int... next) {
      return new State(SPLIT, CodePoints.ANY, RegexNode.Edge.START, next);
    }

    static State edge(RegexNode.Edge edge, int next) {
      return new State(EDGE, CodePoints.ANY, edge, new int[] {next});
    }
  }

  private final List<State> states;
  private final int start;

  private RegexProgram(List<State> states, int start) {
    this.states = states;
    this.start = start;
  }

  static RegexProgram of(RegexNode node) {
    var builder = new Builder();
    int match = builder.add(new State(MATCH, CodePoints.ANY, RegexNode.Edge.START, new int[0]));
    return new RegexProgram(builder.states, builder.build(node, match));
  }

  boolean finds(String text) {
    var now = new Threads(states.size());
    var later = new Threads(states.size());
    int previous = -1;
    for (int at = 0; ; ) {
      int next = at < text.length() ? text.codePointAt(at) : -1;
      // A match may begin anywhere.
      if (now.enter(states, start, previous, next)) {
        return true;
      }
      if (next < 0) {
        return false;
      }
      at += Character.charCount(next);
      int afterNext = at < text.length() ? text.codePointAt(at) : -1;
      later.clear();
      for (int i = 0; i < now.count; i++) {
        var state = states.get(now.list[i]);
        if (state.kind == CHARS
            && state.set.contains(next)
            && later.enter(states, state.next[0], next, afterNext)) {
          return true;
        }
      }
      var spare = now;
      now = later;
      later = spare;
      previous = next;
    }
  }

  /** Builds from the end: each part is given the state that follows it. */
  private static final class Builder {

    private final List<State> states = new ArrayList<>();

    int add(State state) {
      if (states.size() == MAX_STATES) {
        throw new RegexSyntaxException(
            0, "too many states", "repeats count as often as they repeat, up to " + MAX_STATES);
      }
      states.add(state);
      return states.size() - 1;
    }

    int build(RegexNode node, int next) {
      return switch (node) {
        case RegexNode.Chars(var set) -> add(State.chars(set, next));
        case RegexNode.Edge edge -> add(State.edge(edge, next));
        case RegexNode.Sequence(var parts) -> {
          int first = next;
          for (RegexNode part : parts.reversed()) {
            first = build(part, first);
          }
          yield first;
        }
        case RegexNode.Choice(var options) ->
            add(State.split(options.stream().mapToInt(option -> build(option, next)).toArray()));
        case RegexNode.Repeat(var part, int min, int max) -> repeat(part, min, max, next);
      };
    }

    private int repeat(RegexNode part, int min, int max, int next) {
      int first = next;
      if (max == RegexNode.UNBOUNDED) {
        int[] ways = {0, next};
        int loop = add(State.split(ways));
        ways[0] = build(part, loop);
        first = loop;
      } else {
        for (int i = min; i < max; i++) {
          first = add(State.split(build(part, first), next));
        }
      }
      for (int i = 0; i < min; i++) {
        first = build(part, first);
      }
      return first;
    }
  }

  /** The states that a look is in, each once. */
  private static final class Threads {

    private final int[] list;
    private final boolean[] isIn;
    private final int[] stack;
    private int count;

    Threads(int states) {
      list = new int[states];
      isIn = new boolean[states];
      stack = new int[states];
    }

    void clear() {
      for (int i = 0; i < count; i++) {
        isIn[list[i]] = false;
      }
      count = 0;
    }

    /** Follows all that takes no character; true once a match is reached. */
    boolean enter(List<State> states, int first, int previous, int next) {
      int top = 0;
      if (!isIn[first]) {
        isIn[first] = true;
        stack[top++] = first;
      }
      while (top > 0) {
        int index = stack[--top];
        list[count++] = index;
        var state = states.get(index);
        if (state.kind == MATCH) {
          return true;
        }
        if (state.kind == SPLIT || (state.kind == EDGE && holds(state.edge, previous, next))) {
          for (int way : state.next) {
            if (!isIn[way]) {
              isIn[way] = true;
              stack[top++] = way;
            }
          }
        }
      }
      return false;
    }

    private static boolean holds(RegexNode.Edge edge, int previous, int next) {
      return switch (edge) {
        case START -> previous < 0;
        case END -> next < 0;
        case WORD -> isWord(previous) != isWord(next);
      };
    }

    private static boolean isWord(int codePoint) {
      return codePoint >= 0 && CodePoints.WORD.contains(codePoint);
    }
  }
}
