// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.analysis;

/**
 * Watches whether integers count up in time: all different, and rising but for the little disorder
 * that parallel requests bring.
 *
 * <p>A few numbers rise by chance (four in one of 24 cases), so a few must also lie close together;
 * many need not.
 */
final class Ascent {

  private static final int WINDOW = 32;
  private static final int MAX_DISORDER = 64; // how far a late number may lie under the highest
  private static final int MIN_MESSAGES = 4;
  private static final int MANY_MESSAGES = 8;
  private static final int MAX_MEAN_STEP = 10;
  private static final int MAX_LATE_SHARE = 4; // at most one in so many may be late

  private long[] recent = {}; // made with the first number: most places have none
  private long first;
  private long highest;
  private long samples;
  private long messages;
  private long late;
  private int lastMessage = -1;
  private boolean broken;

  /**
   * @param message the number of the message: only the first value of each counts as a sign
   */
  void add(long value, int message) {
    if (broken) {
      return;
    }
    if (samples == 0) {
      first = value;
      highest = value;
      recent = new long[WINDOW];
    } else if (value > highest) {
      highest = value;
    } else if (highest - value > MAX_DISORDER || isRecent(value)) {
      broken = true;
      return;
    } else {
      late++;
    }
    recent[(int) (samples % WINDOW)] = value;
    samples++;
    if (message != lastMessage) {
      messages++;
      lastMessage = message;
    }
  }

  private boolean isRecent(long value) {
    for (int i = 0; i < Math.min(samples, WINDOW); i++) {
      if (recent[i] == value) {
        return true;
      }
    }
    return false;
  }

  /** Whether the numbers could still turn out to count up. */
  boolean mayAscend() {
    return !broken;
  }

  /** Whether they do, as far as was seen. */
  boolean ascends() {
    boolean close = highest - first <= MAX_MEAN_STEP * (samples - 1);
    return !broken
        && messages >= MIN_MESSAGES
        && late * MAX_LATE_SHARE <= samples
        && (close || messages >= MANY_MESSAGES);
  }
}
