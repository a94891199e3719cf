// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.place;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PlaceProperties {

  @Property
  void aPrintedPlaceReadsBack(@ForAll("places") Place place) {
    assertThat(Place.parse(place.toString())).isEqualTo(place);
  }

  @Property
  void aLocatorNamesItsIndexes(@ForAll("places") Place place) {
    var leaf = new Leaf(place, "3", "x", LeafKind.TEXT);

    assertThat(leaf.locator()).isNotEqualTo(place.toString()).contains("3");
  }

  @Provide
  Arbitrary<Place> places() {
    var names = Arbitraries.strings().ofMinLength(1).ofMaxLength(12);
    var sides = Arbitraries.of(Side.values());
    var parts = Arbitraries.of("", "path[0]", "query.page", "authority");
    var areas = Arbitraries.of(Area.QUERY, Area.HEADER, Area.COOKIE, Area.FORM);
    Arbitrary<Place> named = Combinators.combine(sides, areas, names, parts).as(Place::new);
    Arbitrary<Place> paths =
        Combinators.combine(sides, Arbitraries.integers().between(0, 99))
            .as((side, index) -> Place.of(side, Area.PATH, Integer.toString(index)));
    Arbitrary<Place> json = Combinators.combine(sides, names, parts).as(PlaceProperties::member);
    Arbitrary<Place> bodies = sides.map(side -> Place.of(side, Area.BODY, ""));
    return Arbitraries.oneOf(named, paths, json, bodies);
  }

  private static Place member(Side side, String name, String part) {
    var path = new StringBuilder("$.items[*]");
    Names.append(path, name);
    return new Place(side, Area.JSON, path.toString(), part);
  }
}
