// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.rules;

import dev.reprise.traffic.place.Place;
import java.util.Map;

/**
 * The rules of one endpoint's requests, or of its responses with one status.
 *
 * @param places by place
 */
public record EndpointRules(Map<Place, PlaceRule> places) {

  /** Nothing known. */
  public static final EndpointRules NONE = new EndpointRules(Map.of());

  /** Copies the map. */
  public EndpointRules {
    places = Map.copyOf(places);
  }

  /** The rule of a place; {@link PlaceRule#UNSEEN} where the recording has none. */
  public PlaceRule at(Place place) {
    return places.getOrDefault(place, PlaceRule.UNSEEN);
  }
}
