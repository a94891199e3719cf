// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.analysis;

import dev.reprise.traffic.place.Place;
import dev.reprise.traffic.rules.EndpointKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The evidence of every place.
 *
 * <p><b>Bounds:</b> {@code maxPlaces}; what stands at further ones is counted and not learnt from.
 */
final class PlaceTable {

  private final int maxPlaces;
  private final Map<EndpointKey, Map<Place, PlaceEvidence>> byEndpoint = new HashMap<>();
  private final List<PlaceEvidence> byNumber = new ArrayList<>();
  private long refused;

  PlaceTable(int maxPlaces) {
    this.maxPlaces = maxPlaces;
  }

  /** The evidence of a place, made if need be; empty past the bound. */
  Optional<PlaceEvidence> at(EndpointKey key, Place place) {
    var places = byEndpoint.get(key);
    var known = places == null ? null : places.get(place);
    if (known != null) {
      return Optional.of(known);
    }
    if (byNumber.size() >= maxPlaces) {
      refused++;
      return Optional.empty();
    }
    var evidence = new PlaceEvidence(byNumber.size(), key, place);
    byNumber.add(evidence);
    byEndpoint.computeIfAbsent(key, _ -> new HashMap<>()).put(place, evidence);
    return Optional.of(evidence);
  }

  /** The evidence of a place, if there is any. */
  Optional<PlaceEvidence> find(EndpointKey key, Place place) {
    var places = byEndpoint.get(key);
    return places == null ? Optional.empty() : Optional.ofNullable(places.get(place));
  }

  PlaceEvidence byNumber(int number) {
    return byNumber.get(number);
  }

  Map<EndpointKey, Map<Place, PlaceEvidence>> byEndpoint() {
    return byEndpoint;
  }

  List<PlaceEvidence> all() {
    return byNumber;
  }

  /** How many values stood at places past the bound. */
  long refused() {
    return refused;
  }
}
