// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.filter;

/** How a condition compares a field with a value. */
public enum Operator {
  /** The same. */
  EQUAL("="),
  /** Exactly when {@link #EQUAL} does not hold. */
  NOT_EQUAL("!="),
  /** Less. */
  LESS("<"),
  /** Less or the same. */
  AT_MOST("<="),
  /** Greater. */
  GREATER(">"),
  /** Greater or the same. */
  AT_LEAST(">="),
  /** Has the value somewhere in it, with regard to case. */
  CONTAINS("CONTAINS"),
  /** Has a part that the regular expression matches, with regard to case. */
  MATCHES("MATCHES");

  private final String symbol;

  Operator(String symbol) {
    this.symbol = symbol;
  }

  /** As it is written. */
  public String symbol() {
    return symbol;
  }
}
