// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.filter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A set of code points, as sorted ranges that do not touch. */
final class CodePoints {

  static final CodePoints ANY = of(0, Character.MAX_CODE_POINT);
  static final CodePoints DIGIT = of('0', '9');
  static final CodePoints WORD =
      union(List.of(of('0', '9'), of('A', 'Z'), of('_', '_'), of('a', 'z')));
  // Without the vertical tab: that is RE2's set, not Java's.
  static final CodePoints SPACE = union(List.of(of('\t', '\n'), of('\f', '\r'), of(' ', ' ')));

  private final int[] starts;
  private final int[] ends;

  private CodePoints(int[] starts, int[] ends) {
    this.starts = starts;
    this.ends = ends;
  }

  /** All from the first to the last. */
  static CodePoints of(int first, int last) {
    return new CodePoints(new int[] {first}, new int[] {last});
  }

  static CodePoints union(List<CodePoints> sets) {
    var ranges = new ArrayList<int[]>();
    for (CodePoints set : sets) {
      for (int i = 0; i < set.starts.length; i++) {
        ranges.add(new int[] {set.starts[i], set.ends[i]});
      }
    }
    ranges.sort(Comparator.comparingInt((int[] range) -> range[0]));
    var merged = new ArrayList<int[]>();
    for (int[] range : ranges) {
      if (!merged.isEmpty() && range[0] <= merged.getLast()[1] + 1) {
        merged.getLast()[1] = Math.max(merged.getLast()[1], range[1]);
      } else {
        merged.add(range);
      }
    }
    return ofSorted(merged);
  }

  CodePoints complement() {
    var gaps = new ArrayList<int[]>();
    int next = 0;
    for (int i = 0; i < starts.length; i++) {
      if (next < starts[i]) {
        gaps.add(new int[] {next, starts[i] - 1});
      }
      next = ends[i] + 1;
    }
    if (next <= Character.MAX_CODE_POINT) {
      gaps.add(new int[] {next, Character.MAX_CODE_POINT});
    }
    return ofSorted(gaps);
  }

  boolean contains(int codePoint) {
    int low = 0;
    int high = starts.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (codePoint < starts[middle]) {
        high = middle - 1;
      } else if (codePoint > ends[middle]) {
        low = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }

  private static CodePoints ofSorted(List<int[]> ranges) {
    return new CodePoints(
        ranges.stream().mapToInt(range -> range[0]).toArray(),
        ranges.stream().mapToInt(range -> range[1]).toArray());
  }
}
