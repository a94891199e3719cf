// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.analysis;

import java.util.Arrays;

/** Counts different values, up to a bound. <b>Bounds:</b> {@link #LIMIT} hashes. */
final class DistinctValues {

  static final int LIMIT = 64;

  private static final int FIRST_CAPACITY = 4;

  private long[] hashes = new long[FIRST_CAPACITY];
  private int count;
  private boolean full;

  void add(long hash) {
    for (int i = 0; i < count; i++) {
      if (hashes[i] == hash) {
        return;
      }
    }
    if (count == LIMIT) {
      full = true;
      return;
    }
    if (count == hashes.length) {
      hashes = Arrays.copyOf(hashes, count * 2);
    }
    hashes[count++] = hash;
  }

  int count() {
    return count;
  }

  /** Whether there may be more than counted. */
  boolean isLowerBound() {
    return full;
  }
}
