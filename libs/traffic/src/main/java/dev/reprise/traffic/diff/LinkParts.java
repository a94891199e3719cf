// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.diff;

import dev.reprise.traffic.place.Place;
import dev.reprise.traffic.place.Targets;
import java.util.ArrayList;
import java.util.List;

/**
 * A link taken apart.
 *
 * @param places of its parts
 * @param values of them, decoded
 */
record LinkParts(List<Place> places, List<String> values) {

  /** The parts of a link; no part of what is none. */
  static LinkParts of(Place place, String link) {
    var places = new ArrayList<Place>();
    var values = new ArrayList<String>();
    if (Targets.isLink(link)) {
      Targets.link(
          place,
          link,
          (part, value) -> {
            places.add(part);
            values.add(value);
            return value;
          });
    }
    return new LinkParts(places, values);
  }
}
