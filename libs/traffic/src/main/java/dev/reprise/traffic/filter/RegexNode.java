// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.filter;

import java.util.List;

/** The tree of a parsed regular expression. */
sealed interface RegexNode {

  /** One code point of a set. */
  record Chars(CodePoints set) implements RegexNode {}

  /** One after the other; none matches the empty text. */
  record Sequence(List<RegexNode> parts) implements RegexNode {

    /** Copies the list. */
    public Sequence {
      parts = List.copyOf(parts);
    }
  }

  /** Any one of them. */
  record Choice(List<RegexNode> options) implements RegexNode {

    /** Copies the list. */
    public Choice {
      options = List.copyOf(options);
    }
  }

  /**
   * The same several times.
   *
   * @param max {@link #UNBOUNDED} for no end
   */
  record Repeat(RegexNode part, int min, int max) implements RegexNode {}

  /** A place that takes no character. */
  enum Edge implements RegexNode {
    /** Before the first character. */
    START,
    /** After the last character. */
    END,
    /** Between an ASCII letter, digit or underscore and anything else. */
    WORD
  }

  int UNBOUNDED = -1;
}
