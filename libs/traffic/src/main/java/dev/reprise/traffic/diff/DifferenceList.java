// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Gathers differences. <b>Bounds:</b> so many that matter, and so many others. */
final class DifferenceList {

  static final int MAX_COUNTED = 100;
  static final int MAX_OTHERS = 50;

  private final Predicate<Difference> counts;
  private final List<Difference> counted = new ArrayList<>();
  private final List<Difference> others = new ArrayList<>();

  DifferenceList(Predicate<Difference> counts) {
    this.counts = counts;
  }

  void add(String path, Difference.Kind kind, String expected, String actual) {
    var difference = new Difference(path, kind, expected, actual);
    boolean matters = counts.test(difference);
    var list = matters ? counted : others;
    if (list.size() < (matters ? MAX_COUNTED : MAX_OTHERS)) {
      list.add(difference);
    }
  }

  List<Difference> all() {
    var all = new ArrayList<>(counted);
    all.addAll(others);
    return all;
  }
}
