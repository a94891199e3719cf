// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How often a value of one place was seen again at another.
 *
 * <p><b>Bounds:</b> {@link #MAX_LINKS}; further ones are not noted.
 */
final class Links {

  static final int MAX_LINKS = 200_000;

  private final Map<Link, Long> counts = new HashMap<>();

  /**
   * @param from the number of the place where values were made
   * @param to the number of the place where they were seen again
   */
  private record Link(int from, int to) {}

  void saw(int from, int to) {
    var link = new Link(from, to);
    if (counts.size() < MAX_LINKS || counts.containsKey(link)) {
      counts.merge(link, 1L, Long::sum);
    }
  }

  /** By producer, the places where its values were seen again. */
  Map<Integer, List<Integer>> consumers() {
    var consumers = new HashMap<Integer, List<Integer>>();
    counts
        .keySet()
        .forEach(link -> consumers.computeIfAbsent(link.from, _ -> new ArrayList<>()).add(link.to));
    return consumers;
  }

  /**
   * The places at which nearly every integer came from a counter.
   *
   * @param isCounter by number, whether a place is a counter
   */
  Set<Integer> fedBy(PlaceTable places, Set<Integer> isCounter) {
    var fed = new HashMap<Integer, Long>();
    counts.forEach((link, count) -> {
      if (isCounter.contains(link.from)) {
        fed.merge(link.to, count, Long::sum);
      }
    });
    var found = new HashSet<Integer>();
    fed.forEach((place, count) -> {
      if (count * 10 >= places.byNumber(place).integers() * 9) {
        found.add(place);
      }
    });
    return found;
  }
}
