// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.analysis;

import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.place.Leaf;
import dev.reprise.traffic.place.Leaves;
import dev.reprise.traffic.rules.EndpointKey;
import dev.reprise.traffic.rules.Maker;
import dev.reprise.traffic.rules.ReplayRules;
import dev.reprise.traffic.snapshot.Session;
import dev.reprise.traffic.snapshot.SnapshotWriter.Learnt;
import dev.reprise.traffic.snapshot.TokenUse;
import dev.reprise.traffic.value.ValueType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the first pass has taught, for the second: rules, and for each pair its session and its uses
 * of values that the system under test had made.
 *
 * <p><b>Threads:</b> one.
 */
final class Lessons {

  private final Limits limits;
  private final PlaceTable places;
  private final ValueTable values;
  private final SessionLog log;
  private final Set<Integer> fedByCounters;
  private final Learnt learnt;

  Lessons(
      Limits limits,
      PlaceTable places,
      ValueTable values,
      SessionLog log,
      Set<Integer> fedByCounters,
      Learnt learnt) {
    this.limits = limits;
    this.places = places;
    this.values = values;
    this.log = log;
    this.fedByCounters = fedByCounters;
    this.learnt = learnt;
  }

  Learnt learnt() {
    return learnt;
  }

  ReplayRules rules() {
    return learnt.rules();
  }

  /**
   * The session of a pair.
   *
   * @param ordinal its place in the total order, from 0
   */
  Session sessionOf(int ordinal) {
    return log.of(ordinal);
  }

  /** Where a pair uses values that the system under test had made; each place and value once. */
  List<TokenUse> usesOf(RRPair pair) {
    var uses = new LinkedHashSet<TokenUse>();
    var key = EndpointKey.of(pair.direction(), pair.request());
    add(uses, key, Leaves.of(pair.request(), limits.valuesPerMessage()));
    pair.response()
        .ifPresent(response ->
            add(
                uses,
                key.answered(response.status()),
                Leaves.of(response, limits.valuesPerMessage())));
    return List.copyOf(uses);
  }

  private void add(Set<TokenUse> uses, EndpointKey key, List<Leaf> leaves) {
    for (Leaf leaf : leaves) {
      if (leaf.kind().isText() && isUse(key, leaf)) {
        uses.add(new TokenUse(leaf.place(), leaf.text()));
      }
    }
  }

  private boolean isUse(EndpointKey key, Leaf leaf) {
    if (leaf.type().isIdentifier()) {
      int slot = values.find(ValueHash.of(leaf.text()));
      return slot != ValueTable.ABSENT
          && values.maker(slot) == Maker.SUT
          && places
              .find(key, leaf.place())
              .map(here -> here.number() != values.place(slot))
              .orElse(true);
    }
    return ValueType.isInteger(leaf.text())
        && places
            .find(key, leaf.place())
            .map(here -> fedByCounters.contains(here.number()))
            .orElse(false);
  }
}
