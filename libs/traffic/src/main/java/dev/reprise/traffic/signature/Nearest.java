// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.signature;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Finds the recorded requests that come nearest to one that matched none, and says in what they
 * differ.
 */
public final class Nearest {

  private static final double SAME_METHOD = 2;
  private static final double SAME_PATH_SEGMENT = 2;

  private Nearest() {}

  /**
   * A recorded request that could be told from the live one.
   *
   * @param <T> what names the recorded request to the caller
   */
  public record Candidate<T>(T recorded, Signature signature) {}

  /**
   * How near a recorded request came.
   *
   * @param likeness from 0 (nothing alike) to 1 (no difference)
   * @param differences in the order of their locators
   */
  public record Match<T>(T recorded, double likeness, List<FieldDifference> differences) {

    /** Copies the list. */
    public Match {
      differences = List.copyOf(differences);
    }
  }

  /**
   * A field in which two requests differ.
   *
   * @param locator e.g. {@code request.body.$.items[0].qty}; {@code request} for the method
   * @param recorded empty when only the live request has it
   * @param live empty when only the recorded one has it
   */
  public record FieldDifference(String locator, String recorded, String live) {}

  /** The nearest first, at most {@code limit}; of equals, those that came first. */
  public static <T> List<Match<T>> of(
      Signature live, Iterable<Candidate<T>> candidates, int limit) {
    var matches = new ArrayList<Match<T>>();
    for (Candidate<T> candidate : candidates) {
      matches.add(match(live, candidate));
    }
    matches.sort(Comparator.comparingDouble((Match<T> match) -> match.likeness()).reversed());
    return List.copyOf(matches.subList(0, Math.min(limit, matches.size())));
  }

  private static <T> Match<T> match(Signature live, Candidate<T> candidate) {
    var recorded = candidate.signature();
    var differences = new ArrayList<FieldDifference>();
    double alike = 0;
    double all = SAME_METHOD;
    if (recorded.head().equals(live.head())) {
      alike += SAME_METHOD;
    } else {
      differences.add(new FieldDifference("request", recorded.head(), live.head()));
    }
    var locators = new TreeSet<>(recorded.fields().keySet());
    locators.addAll(live.fields().keySet());
    for (String locator : locators) {
      var was = recorded.fields().getOrDefault(locator, "");
      var is = live.fields().getOrDefault(locator, "");
      double weight = locator.startsWith("request.path[") ? SAME_PATH_SEGMENT : 1;
      all += weight;
      if (was.equals(is)) {
        alike += weight;
      } else {
        differences.add(new FieldDifference(locator, was, is));
      }
    }
    return new Match<>(candidate.recorded(), alike / all, differences);
  }
}
