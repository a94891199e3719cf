// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.error;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the name that was probably meant, for messages such as "unknown field 'sttus'; did you mean
 * 'status'?".
 */
public final class NearName {

  private NearName() {}

  /**
   * The known name nearest to a mistyped one, if one is near: at most a third of its letters away,
   * where a change, a lost or added letter, and two letters swapped each count as one.
   */
  public static Optional<String> of(String mistyped, Collection<String> known) {
    var wanted = mistyped.toLowerCase(Locale.ROOT);
    Optional<String> nearest = Optional.empty();
    int best = Math.max(1, Math.min(3, wanted.length() / 3)) + 1;
    for (String name : known) {
      int distance = distance(wanted, name.toLowerCase(Locale.ROOT), best);
      if (distance < best) {
        best = distance;
        nearest = Optional.of(name);
      }
    }
    return nearest;
  }

  // Three rows of the usual table are enough: swaps look back two.
  private static int distance(String a, String b, int bound) {
    if (Math.abs(a.length() - b.length()) >= bound) {
      return bound;
    }
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] spare = beforeLast;
      beforeLast = last;
      last = row;
      row = spare;
    }
    return last[b.length()];
  }
}
