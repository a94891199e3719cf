// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.place;

import dev.reprise.traffic.value.ValueType;

/** Names places in JSON bodies, step by step from the root, as {@link Leaves} does. */
public final class JsonPlaces {

  private JsonPlaces() {}

  /** The root of a body. */
  public static Place root(Side side) {
    return Place.of(side, Area.JSON, "$");
  }

  /** Any element of the list at a place, or any member of a map keyed by identifiers. */
  public static Place item(Place place) {
    return Place.of(place.side(), Area.JSON, place.name() + "[*]");
  }

  /** A member of the object at a place. */
  public static Place member(Place place, String name) {
    if (isKeyed(name)) {
      return item(place);
    }
    var path = new StringBuilder(place.name());
    Names.append(path, name);
    return Place.of(place.side(), Area.JSON, path.toString());
  }

  /** Where the names of members stand that are identifiers, given the place of such a member. */
  public static Place key(Place item) {
    return Place.of(item.side(), Area.JSON, item.name() + "~");
  }

  /** Whether a member's name is an identifier, so that its object is taken for a list. */
  public static boolean isKeyed(String name) {
    return ValueType.of(name).isIdentifier();
  }

  /** Appends a step to a path for people: {@code .name} or {@code ['na me']}. */
  public static void appendName(StringBuilder path, String name) {
    Names.append(path, name);
  }
}
