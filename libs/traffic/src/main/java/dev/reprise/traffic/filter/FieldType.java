// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.filter;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a field holds, and so which operators and values go with it. Every type takes IN too. */
public enum FieldType {
  /** Any text. */
  TEXT(
      "text in quotes, e.g. \"/cart\"",
      EnumSet.of(Operator.EQUAL, Operator.NOT_EQUAL, Operator.CONTAINS, Operator.MATCHES)),
  /** One of a few words, e.g. {@code IN}. */
  WORD("one of its words", EnumSet.of(Operator.EQUAL, Operator.NOT_EQUAL)),
  /** A whole number. */
  NUMBER("a whole number, e.g. 500", Ordering.OPERATORS),
  /** A number of bytes, e.g. {@code 10KiB}. */
  SIZE("a size, e.g. 512, 10KiB or 2MB", Ordering.OPERATORS),
  /** A length of time, e.g. {@code 250ms}. */
  DURATION("a duration, e.g. 250ms, 1.5s or 2m", Ordering.OPERATORS),
  /** A moment, e.g. {@code "2026-11-23T10:00:00Z"} or {@code now-15m}. */
  TIME("a time, e.g. \"2026-11-23T10:00:00Z\", \"2026-11-23\" or now-15m", Ordering.OPERATORS);

  private final String example;

  @SuppressWarnings("ImmutableEnumChecker") // wrapped as unmodifiable
  private final Set<Operator> operators;

  FieldType(String example, Set<Operator> operators) {
    this.example = example;
    this.operators = Collections.unmodifiableSet(operators);
  }

  /** What a value looks like, for messages and help. */
  public String example() {
    return example;
  }

  /** Which operators may follow a field of this type. */
  public Set<Operator> operators() {
    return operators;
  }

  private static final class Ordering {
    static final Set<Operator> OPERATORS =
        EnumSet.of(
            Operator.EQUAL,
            Operator.NOT_EQUAL,
            Operator.LESS,
            Operator.AT_MOST,
            Operator.GREATER,
            Operator.AT_LEAST);
  }
}
