// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.tour;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the tour claims, each with what was seen; the tour holds when all of them do. */
final class Checks {

  private final List<Check> checks = new ArrayList<>();

  /** One claim. */
  record Check(String claim, String wanted, String seen, boolean holds) {}

  void expect(String claim, Object wanted, Object seen) {
    note(new Check(claim, String.valueOf(wanted), String.valueOf(seen), wanted.equals(seen)));
  }

  void expectAtLeast(String claim, long wanted, long seen) {
    note(new Check(claim, "at least " + wanted, Long.toString(seen), seen >= wanted));
  }

  private void note(Check check) {
    checks.add(check);
    System.err.printf(
        "  %-4s %s: %s%n", check.holds() ? "ok" : "FAIL", check.claim(), outcome(check));
  }

  boolean allHold() {
    return checks.stream().allMatch(Check::holds);
  }

  /** A line a claim; what was wanted is named only where it was not seen. */
  String table() {
    var table = new StringBuilder();
    int claims = checks.stream().mapToInt(check -> check.claim().length()).max().orElse(1);
    for (Check check : checks) {
      table.append(
          "%-4s  %-{claims}s  %s%n"
              .replace("{claims}", Integer.toString(claims))
              .formatted(check.holds() ? "ok" : "FAIL", check.claim(), outcome(check)));
    }
    return table.toString();
  }

  private static String outcome(Check check) {
    return check.holds() ? check.seen() : check.seen() + "   (wanted: " + check.wanted() + ")";
  }

  List<Map<String, Object>> rows() {
    return checks.stream().map(Checks::row).toList();
  }

  private static Map<String, Object> row(Check check) {
    var row = new LinkedHashMap<String, Object>();
    row.put("claim", check.claim());
    row.put("wanted", check.wanted());
    row.put("seen", check.seen());
    row.put("holds", check.holds());
    return row;
  }
}
