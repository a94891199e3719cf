// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.diff;

import dev.reprise.traffic.place.JsonPlaces;
import dev.reprise.traffic.place.Place;
import dev.reprise.traffic.place.Side;
import dev.reprise.traffic.rules.EndpointRules;
import dev.reprise.traffic.rules.PlaceRule;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The rule of a place in a JSON body, with those beneath it: places are named once, not for every
 * answer.
 *
 * <p><b>Threads:</b> thread-safe. <b>Bounds:</b> so many members of a node are kept; further ones
 * are made each time.
 */
final class PlaceNode {

  private static final int MAX_MEMBERS = 1_000;

  private final EndpointRules rules;
  private final Place place;
  private final PlaceRule rule;
  private final Map<String, PlaceNode> members = new ConcurrentHashMap<>();
  private volatile @Nullable PlaceNode item;

  private PlaceNode(EndpointRules rules, Place place) {
    this.rules = rules;
    this.place = place;
    this.rule = rules.at(place);
  }

  static PlaceNode root(EndpointRules rules) {
    return new PlaceNode(rules, JsonPlaces.root(Side.RESPONSE));
  }

  Place place() {
    return place;
  }

  PlaceRule rule() {
    return rule;
  }

  /** The rule of a part of the link that stands here. */
  PlaceRule ruleOf(Place part) {
    return rules.at(part);
  }

  /** The rule of the names of members, when this is any member of a map. */
  PlaceRule ruleOfKeys() {
    return rules.at(JsonPlaces.key(place));
  }

  PlaceNode member(String name) {
    var known = members.get(name);
    if (known != null) {
      return known;
    }
    if (JsonPlaces.isKeyed(name)) {
      return item();
    }
    var made = new PlaceNode(rules, JsonPlaces.member(place, name));
    if (members.size() < MAX_MEMBERS) {
      members.put(name, made);
    }
    return made;
  }

  PlaceNode item() {
    var known = item;
    if (known == null) {
      known = new PlaceNode(rules, JsonPlaces.item(place));
      item = known;
    }
    return known;
  }
}
