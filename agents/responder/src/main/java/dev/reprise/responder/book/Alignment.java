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

/** Learns from a live request what the values of the recorded one have become, place by place. */
final class Alignment {

  private Alignment() {}

  /** Values that the system under test makes anew in each run, and what they are in this one. */
  static List<Learnt> of(Request live, RecordedCall recorded, ReplayRules rules) {
    var request = recorded.pair().request();
    var endpoint = rules.ofRequest(Direction.OUT, request);
    var uses = new HashSet<>(recorded.uses());
    Map<String, Leaf> was = new HashMap<>();
    for (Leaf leaf : Leaves.of(request)) {
      if (leaf.kind().isText() && isMadeAnew(leaf, endpoint, uses)) {
        was.put(leaf.locator(), leaf);
      }
    }
    var learnt = new ArrayList<Learnt>();
    if (was.isEmpty()) {
      return learnt;
    }
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
