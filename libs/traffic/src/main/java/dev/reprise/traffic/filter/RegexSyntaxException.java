// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.filter;

/** A mistake in a regular expression. */
public final class RegexSyntaxException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final int position;
  private final String rule;

  RegexSyntaxException(int index, String problem, String rule) {
    super(problem);
    this.position = index + 1;
    this.rule = rule;
  }

  /** The place of the mistake in the pattern, from 1. */
  public int position() {
    return position;
  }

  /** What would be right. */
  public String rule() {
    return rule;
  }
}
