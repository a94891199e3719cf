// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.book;

import dev.reprise.traffic.diff.Comparison.Learnt;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.place.Leaf;
import dev.reprise.traffic.place.Leaves;
import dev.reprise.traffic.rules.EndpointRules;
import dev.reprise.traffic.rules.PlaceClass;
import dev.reprise.traffic.rules.ReplayRules;
import dev.reprise.traffic.snapshot.RecordedCall;
import dev.reprise.traffic.snapshot.TokenUse;
import dev.reprise.traffic.value.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Learns from live requests what the values of a recorded one have become, place by place.
 *
 * <p><b>Threads:</b> immutable.
 */
final class Alignment {

  private final EndpointRules endpoint;
  private final Map<String, Leaf> was; // what is made anew in each run, by locator

  private Alignment(EndpointRules endpoint, Map<String, Leaf> was) {
    this.endpoint = endpoint;
    this.was = Map.copyOf(was);
  }

  static Alignment of(RecordedCall recorded, ReplayRules rules) {
    var request = recorded.pair().request();
    var endpoint = rules.ofRequest(Direction.OUT, request);
    var uses = new HashSet<>(recorded.uses());
    Map<String, Leaf> was = new HashMap<>();
    for (Leaf leaf : Leaves.of(request)) {
      if (leaf.kind().isText() && isMadeAnew(leaf, endpoint, uses)) {
        was.put(leaf.locator(), leaf);
      }
    }
    return new Alignment(endpoint, was);
  }

  /** How many values the system under test makes anew in each run. */
  int size() {
    return was.size();
  }

  /** Those values, and what they are in this run. */
  List<Learnt> learn(Request live) {
    if (was.isEmpty()) {
      return List.of();
    }
    var learnt = new ArrayList<Learnt>();
    for (Leaf leaf : Leaves.of(live)) {
      var before = was.get(leaf.locator());
      if (before != null && isTheSameKind(before, leaf, endpoint)) {
        learnt.add(new Learnt(before.text(), leaf.text()));
      }
    }
    return learnt;
  }

  private static boolean isMadeAnew(Leaf leaf, EndpointRules endpoint, Set<TokenUse> uses) {
    return endpoint.at(leaf.place()).placeClass().bindsValues()
        || uses.contains(new TokenUse(leaf.place(), leaf.text()));
  }

  private static boolean isTheSameKind(Leaf before, Leaf leaf, EndpointRules endpoint) {
    if (!leaf.kind().isText()) {
      return false;
    }
    var rule = endpoint.at(before.place());
    if (rule.placeClass() == PlaceClass.COUNTER || ValueType.isInteger(before.text())) {
      return ValueType.isInteger(leaf.text());
    }
    return rule.placeClass().bindsValues()
        ? rule.type().admits(leaf.text())
        : before.type().admits(leaf.text());
  }
}
