// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.value;

/**
 * How often a token with digits changes between lower case, upper case and digits. Random
 * characters change often; words with numbers ({@code summer-shirt-2024-blue}) seldom. {@link
 * LetterOdds} tells where there are no digits.
 *
 * @param kinds how many of lower case, upper case and digits there are
 * @param digits how many digits
 * @param characters letters and digits in all
 * @param changes between neighbours
 * @param runChars the longest run of letters and digits that has both
 * @param runChanges changes in that run
 */
record TokenShape(
    int kinds, int digits, int characters, int changes, int runChars, int runChanges) {

  private static final int MIN_RUN_CHARS = 12;
  private static final double RANDOM_SHARE = 0.4; // of neighbours that differ, in base 36
  private static final double DEVIATION = 0.49; // of one neighbour: sqrt(0.4 * 0.6)
  private static final double TOLERATED_DEVIATIONS = 2.5;

  static TokenShape of(String text) {
    var counter = new Counter();
    for (int i = 0; i < text.length(); i++) {
      counter.take(text.charAt(i));
    }
    return counter.shape();
  }

  boolean looksRandom() {
    if (kinds == 3 && changes >= leastChanges(characters)) {
      return true;
    }
    return runChars >= MIN_RUN_CHARS && runChanges >= leastChanges(runChars);
  }

  private static double leastChanges(int characters) {
    int neighbours = characters - 1;
    return Math.max(
        2, RANDOM_SHARE * neighbours - TOLERATED_DEVIATIONS * DEVIATION * Math.sqrt(neighbours));
  }

  /** Reads a token from left to right. */
  private static final class Counter {

    private static final int NONE = 0;
    private static final int LOWER = 1;
    private static final int UPPER = 2;
    private static final int DIGIT = 4;

    private int seen;
    private int digits;
    private int characters;
    private int changes;
    private int before = NONE;
    private int run;
    private int runSeen;
    private int runChanges;
    private int bestRun;
    private int bestRunChanges;

    void take(char c) {
      int kind = kindOf(c);
      if (kind == NONE) {
        endRun();
        before = NONE;
        return;
      }
      seen |= kind;
      runSeen |= kind;
      characters++;
      run++;
      if (kind == DIGIT) {
        digits++;
      }
      if (before != NONE && before != kind) {
        changes++;
        runChanges++;
      }
      before = kind;
    }

    private void endRun() {
      boolean mixed = (runSeen & DIGIT) != 0 && (runSeen & (LOWER | UPPER)) != 0;
      if (mixed && run > bestRun) {
        bestRun = run;
        bestRunChanges = runChanges;
      }
      run = 0;
      runSeen = 0;
      runChanges = 0;
    }

    TokenShape shape() {
      endRun();
      return new TokenShape(
          Integer.bitCount(seen), digits, characters, changes, bestRun, bestRunChanges);
    }

    private static int kindOf(char c) {
      if (Ascii.isLower(c)) {
        return LOWER;
      }
      if (Ascii.isUpper(c)) {
        return UPPER;
      }
      return Ascii.isDigit(c) ? DIGIT : NONE;
    }
  }
}
