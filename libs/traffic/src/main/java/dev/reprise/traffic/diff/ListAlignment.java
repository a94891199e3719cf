// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.diff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Which elements of two lists belong together.
 *
 * @param pairs indexes of the expected and the actual element, in the order of the expected ones
 * @param missing expected elements that have no partner
 * @param added actual elements that have none
 * @param reordered whether both have the same elements, in another order
 */
record ListAlignment(
    List<Pair> pairs, List<Integer> missing, List<Integer> added, boolean reordered) {

  private static final long MAX_CELLS = 1_000_000;

  /** Two elements that belong together. */
  record Pair(int expected, int actual) {}

  /**
   * Aligns two lists by the fingerprints of their elements: equal ones by their longest common
   * sequence, what lies between them by position.
   *
   * <p><b>Cost:</b> linear for lists that are equal at both ends; else quadratic in what is left,
   * and by position alone where that would be too much.
   */
  static ListAlignment of(long[] expected, long[] actual) {
    if (expected.length == actual.length && !Arrays.equals(expected, actual)) {
      var permuted = permutation(expected, actual);
      if (!permuted.isEmpty()) {
        return new ListAlignment(permuted, List.of(), List.of(), true);
      }
    }
    var aligner = new Aligner(expected, actual);
    aligner.run();
    return new ListAlignment(aligner.pairs, aligner.missing, aligner.added, false);
  }

  // Equal elements keep their order among themselves.
  private static List<Pair> permutation(long[] expected, long[] actual) {
    var left = sortedIndexes(expected);
    var right = sortedIndexes(actual);
    var pairs = new ArrayList<Pair>(expected.length);
    for (int i = 0; i < left.length; i++) {
      if (expected[left[i]] != actual[right[i]]) {
        return List.of();
      }
      pairs.add(new Pair(left[i], right[i]));
    }
    pairs.sort(Comparator.comparingInt(Pair::expected));
    return pairs;
  }

  private static Integer[] sortedIndexes(long[] keys) {
    var indexes = new Integer[keys.length];
    Arrays.setAll(indexes, i -> i);
    Arrays.sort(indexes, Comparator.comparingLong(i -> keys[i]));
    return indexes;
  }

  private static final class Aligner {

    private final long[] expected;
    private final long[] actual;
    private final List<Pair> pairs = new ArrayList<>();
    private final List<Integer> missing = new ArrayList<>();
    private final List<Integer> added = new ArrayList<>();

    Aligner(long[] expected, long[] actual) {
      this.expected = expected;
      this.actual = actual;
    }

    void run() {
      int start = 0;
      int shorter = Math.min(expected.length, actual.length);
      while (start < shorter && expected[start] == actual[start]) {
        pairs.add(new Pair(start, start));
        start++;
      }
      int end = 0;
      while (end < shorter - start
          && expected[expected.length - 1 - end] == actual[actual.length - 1 - end]) {
        end++;
      }
      middle(start, expected.length - end, actual.length - end);
      for (int i = end; i > 0; i--) {
        pairs.add(new Pair(expected.length - i, actual.length - i));
      }
    }

    private void middle(int start, int expectedEnd, int actualEnd) {
      int rows = expectedEnd - start;
      int columns = actualEnd - start;
      if ((long) rows * columns > MAX_CELLS) {
        gap(start, expectedEnd, start, actualEnd);
        return;
      }
      int[][] longest = longestCommon(start, rows, columns);
      int i = 0;
      int j = 0;
      int gapI = 0;
      int gapJ = 0;
      while (i < rows && j < columns) {
        if (expected[start + i] == actual[start + j]) {
          gap(start + gapI, start + i, start + gapJ, start + j);
          pairs.add(new Pair(start + i++, start + j++));
          gapI = i;
          gapJ = j;
        } else if (longest[i + 1][j] >= longest[i][j + 1]) {
          i++;
        } else {
          j++;
        }
      }
      gap(start + gapI, expectedEnd, start + gapJ, actualEnd);
    }

    private int[][] longestCommon(int start, int rows, int columns) {
      int[][] longest = new int[rows + 1][columns + 1];
      for (int i = rows - 1; i >= 0; i--) {
        for (int j = columns - 1; j >= 0; j--) {
          longest[i][j] =
              expected[start + i] == actual[start + j]
                  ? longest[i + 1][j + 1] + 1
                  : Math.max(longest[i + 1][j], longest[i][j + 1]);
        }
      }
      return longest;
    }

    private void gap(int fromExpected, int toExpected, int fromActual, int toActual) {
      int i = fromExpected;
      int j = fromActual;
      while (i < toExpected && j < toActual) {
        pairs.add(new Pair(i++, j++));
      }
      while (i < toExpected) {
        missing.add(i++);
      }
      while (j < toActual) {
        added.add(j++);
      }
    }
  }
}
