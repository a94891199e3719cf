// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.diff;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.traffic.place.JsonPlaces;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Walks a recorded and a live JSON document side by side.
 *
 * <p><b>Cost:</b> linear in both, times the depth of nested lists.
 */
final class JsonWalk {

  /** What is met on the way. */
  interface Visitor {
    /** Two values at one spot that are not both objects or both lists. */
    void values(Spot spot, JsonNode recorded, JsonNode live);

    /** The names of two members of a map keyed by identifiers. */
    void keys(Spot member, String recorded, String live);

    /** Something recorded that is not there. */
    void missing(Spot spot, JsonNode recorded);

    /** Something there that was not recorded. */
    void added(Spot spot, JsonNode live);

    /** A list with the same elements in another order. */
    void reordered(Spot list);
  }

  private final Values values;
  private final Fingerprints fingerprints;
  private final Visitor visitor;

  JsonWalk(Values values, Visitor visitor) {
    this.values = values;
    this.fingerprints = new Fingerprints(values);
    this.visitor = visitor;
  }

  void walk(Spot spot, JsonNode recorded, JsonNode live) {
    if (recorded.isObject() && live.isObject()) {
      objects(spot, recorded, live);
    } else if (recorded.isArray() && live.isArray()) {
      lists(spot, recorded, live);
    } else {
      visitor.values(spot, recorded, live);
    }
  }

  private void objects(Spot spot, JsonNode recorded, JsonNode live) {
    Map<String, JsonNode> keyedRecorded = new LinkedHashMap<>();
    Map<String, JsonNode> keyedLive = new LinkedHashMap<>();
    for (var member : recorded.properties()) {
      var other = live.get(member.getKey());
      if (other != null) {
        walk(spot.member(member.getKey()), member.getValue(), other);
      } else if (JsonPlaces.isKeyed(member.getKey())) {
        keyedRecorded.put(member.getKey(), member.getValue());
      } else {
        visitor.missing(spot.member(member.getKey()), member.getValue());
      }
    }
    for (var member : live.properties()) {
      if (recorded.has(member.getKey())) {
        continue;
      }
      if (JsonPlaces.isKeyed(member.getKey())) {
        keyedLive.put(member.getKey(), member.getValue());
      } else {
        visitor.added(spot.member(member.getKey()), member.getValue());
      }
    }
    keyed(spot, keyedRecorded, keyedLive);
  }

  // Members named by identifiers: those that are bound first, the rest in their order.
  private void keyed(Spot spot, Map<String, JsonNode> recorded, Map<String, JsonNode> live) {
    var unmatched = new ArrayList<Map.Entry<String, JsonNode>>();
    for (var member : recorded.entrySet()) {
      var key = JsonPlaces.key(spot.node().item().place());
      var expected = values.expected(key, member.getKey());
      var other = live.remove(expected);
      if (other != null) {
        walk(spot.member(member.getKey()), member.getValue(), other);
      } else {
        unmatched.add(member);
      }
    }
    var rest = new ArrayList<>(live.entrySet());
    int both = Math.min(unmatched.size(), rest.size());
    for (int i = 0; i < both; i++) {
      var member = spot.member(unmatched.get(i).getKey());
      visitor.keys(member, unmatched.get(i).getKey(), rest.get(i).getKey());
      walk(member, unmatched.get(i).getValue(), rest.get(i).getValue());
    }
    unmatched
        .subList(both, unmatched.size())
        .forEach(member -> visitor.missing(spot.member(member.getKey()), member.getValue()));
    rest.subList(both, rest.size())
        .forEach(member -> visitor.added(spot.member(member.getKey()), member.getValue()));
  }

  private void lists(Spot spot, JsonNode recorded, JsonNode live) {
    var item = spot.node().item();
    long[] expected = new long[recorded.size()];
    long[] actual = new long[live.size()];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = fingerprints.ofRecorded(recorded.get(i), item);
    }
    for (int i = 0; i < actual.length; i++) {
      actual[i] = fingerprints.ofLive(live.get(i), item);
    }
    var alignment = ListAlignment.of(expected, actual);
    if (alignment.reordered()) {
      visitor.reordered(spot);
    }
    for (var pair : alignment.pairs()) {
      walk(spot.item(pair.expected()), recorded.get(pair.expected()), live.get(pair.actual()));
    }
    alignment.missing().forEach(i -> visitor.missing(spot.item(i), recorded.get(i)));
    alignment.added().forEach(i -> visitor.added(spot.item(i), live.get(i)));
  }
}
