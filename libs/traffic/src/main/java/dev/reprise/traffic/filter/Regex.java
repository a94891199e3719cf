// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.filter;

/**
 * A regular expression of the subset that this class and ClickHouse's {@code match} understand
 * alike: literals, {@code .}, classes, groups, alternation, {@code * + ? {n,m}} (lazy too), {@code
 * ^ $ \b} and {@code \d \w \s \D \W \S}. A dot matches a line break, {@code ^} and {@code $} are
 * the ends of the whole text, letters have their case, and the expression may match any part.
 *
 * <p>Neither {@code java.util.regex} nor its syntax is used: its backtracking takes exponential
 * time on some patterns and deep recursion on others, and captured bodies are not to be trusted.
 *
 * <p><b>Bounds:</b> 1 024 characters; repeats of at most 1 000, nested ones together too; 4 000
 * states. <b>Cost:</b> linear in the text's length times the number of states; compile once.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class Regex {

  static final int MAX_CHARS = 1_024;

  private final String pattern;
  private final RegexProgram program;

  private Regex(String pattern, RegexProgram program) {
    this.pattern = pattern;
    this.program = program;
  }

  /**
   * Reads a pattern.
   *
   * @throws RegexSyntaxException if it is outside the subset or its bounds
   */
  public static Regex compile(String pattern) {
    if (pattern.length() > MAX_CHARS) {
      throw new RegexSyntaxException(
          MAX_CHARS, "too many characters", "a pattern has at most " + MAX_CHARS);
    }
    return new Regex(pattern, RegexProgram.of(RegexParser.parse(pattern)));
  }

  /** Whether some part of the text matches. */
  public boolean finds(String text) {
    return program.finds(text);
  }

  /**
   * The pattern as ClickHouse is to be given it: characters over ASCII stand in classes of their
   * own. Before its RE2 sees a pattern, ClickHouse looks for texts that every match must have, byte
   * by byte; of {@code é*} it takes the last byte for optional and the first for required, and so
   * finds nothing where there is no é. It looks into no class.
   */
  public String forClickHouse() {
    var written = new StringBuilder(pattern.length() + 8);
    boolean inClass = false;
    boolean escaped = false;
    for (int codePoint : pattern.codePoints().toArray()) {
      if (codePoint > 0x7f && !inClass) {
        written.append('[').appendCodePoint(codePoint).append(']');
      } else {
        written.appendCodePoint(codePoint);
      }
      if (!escaped && (codePoint == '[' || codePoint == ']')) {
        inClass = codePoint == '[';
      }
      escaped = !escaped && codePoint == '\\';
    }
    return written.toString();
  }

  /** The pattern as it was given. */
  public String pattern() {
    return pattern;
  }
}
