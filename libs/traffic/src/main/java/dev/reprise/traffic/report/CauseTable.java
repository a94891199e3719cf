// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.report;

import dev.reprise.traffic.diff.Difference;
import dev.reprise.traffic.report.Report.Cause;
import dev.reprise.traffic.report.Report.Example;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Groups differences by cause.
 *
 * <p><b>Bounds:</b> so many causes are kept; differences of further ones are counted.
 */
final class CauseTable {

  private static final int MAX_CAUSES = 1_000;
  private static final Pattern INDEX = Pattern.compile("\\[[0-9]+]");

  private record Key(String endpoint, String path, Difference.Kind kind) {}

  private static final class Group {
    final Example example;
    long count;

    Group(Example example) {
      this.example = example;
    }
  }

  private final Map<Key, Group> groups = new LinkedHashMap<>();
  private long leftOut;

  /** Adds one request's differences; the same cause twice in one answer counts once. */
  void add(RequestOutcome outcome, List<Difference> differences) {
    var seen = new HashSet<Key>();
    for (Difference difference : differences) {
      var key =
          new Key(
              outcome.endpoint(),
              INDEX.matcher(difference.path()).replaceAll("[*]"),
              difference.kind());
      if (seen.add(key)) {
        count(key, outcome, difference);
      }
    }
  }

  private void count(Key key, RequestOutcome outcome, Difference difference) {
    var group = groups.get(key);
    if (group == null) {
      if (groups.size() == MAX_CAUSES) {
        leftOut++;
        return;
      }
      group =
          new Group(
              new Example(
                  outcome.pair().toString(),
                  difference.path(),
                  difference.expected(),
                  difference.actual()));
      groups.put(key, group);
    }
    group.count++;
  }

  long leftOut() {
    return leftOut;
  }

  List<Cause> causes() {
    var causes = new ArrayList<Cause>();
    groups.forEach((key, group) ->
        causes.add(
            new Cause(key.endpoint(), key.path(), key.kind().word(), group.count, group.example)));
    causes.sort(
        Comparator.comparingLong(Cause::count)
            .reversed()
            .thenComparing(Cause::endpoint)
            .thenComparing(Cause::path)
            .thenComparing(Cause::kind));
    return causes;
  }
}
