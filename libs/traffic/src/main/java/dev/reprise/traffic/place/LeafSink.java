// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.place;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gathers the values of one message, numbers repeats, and takes links apart. */
final class LeafSink {

  private final int limit;
  private final List<Leaf> leaves = new ArrayList<>();
  private final Map<Place, Integer> repeats = new HashMap<>();

  LeafSink(int limit) {
    this.limit = limit;
  }

  List<Leaf> leaves() {
    return leaves;
  }

  boolean isFull() {
    return leaves.size() >= limit;
  }

  /** Adds a value outside JSON. */
  void add(Side side, Area area, String name, String text) {
    addNumbered(Place.of(side, area, name), text, LeafKind.TEXT);
  }

  /** Adds a value outside JSON; of a link, its parts. */
  void addLinked(Side side, Area area, String name, String text) {
    var place = Place.of(side, area, name);
    if (Links.isLink(text)) {
      parts(place, repeatOf(place), text, LeafKind.TEXT);
    } else {
      addNumbered(place, text, LeafKind.TEXT);
    }
  }

  /** Adds a value with its indexes; of a link in a string, its parts. */
  void addJson(Leaf leaf) {
    if (leaf.kind() == LeafKind.STRING && Links.isLink(leaf.text())) {
      parts(leaf.place(), leaf.indexes(), leaf.text(), LeafKind.STRING);
    } else {
      add(leaf);
    }
  }

  void add(Leaf leaf) {
    if (!isFull()) {
      leaves.add(leaf);
    }
  }

  private void addNumbered(Place place, String text, LeafKind kind) {
    add(new Leaf(place, repeatOf(place), text, kind));
  }

  private String repeatOf(Place place) {
    int repeat = repeats.merge(place, 1, Integer::sum) - 1;
    return repeat == 0 ? "" : Integer.toString(repeat);
  }

  private void parts(Place place, String indexes, String link, LeafKind kind) {
    int pathStart = Links.pathStart(link);
    int fragment = link.indexOf('#', pathStart);
    int whole = fragment < 0 ? link.length() : fragment;
    int mark = link.indexOf('?', pathStart);
    int pathEnd = mark < 0 || mark > whole ? whole : mark;
    if (pathStart > 0) {
      add(new Leaf(place.at("authority"), indexes, link.substring(0, pathStart), kind));
    }
    int index = 0;
    for (String segment : Links.segments(link.substring(pathStart, pathEnd))) {
      var part = place.at("path[" + index++ + "]");
      add(new Leaf(part, indexes, Links.decoded(segment), kind));
    }
    if (pathEnd < whole) {
      parameters(place, indexes, link.substring(pathEnd + 1, whole), kind);
    }
    if (fragment >= 0) {
      add(new Leaf(place.at("fragment"), indexes, link.substring(fragment + 1), kind));
    }
  }

  private void parameters(Place place, String indexes, String query, LeafKind kind) {
    var seen = new HashMap<String, Integer>();
    for (var parameter : Links.parameters(query)) {
      var name = new StringBuilder("query");
      Names.append(name, parameter.getKey());
      int repeat = seen.merge(name.toString(), 1, Integer::sum) - 1;
      if (repeat > 0) {
        name.append('(').append(repeat).append(')');
      }
      add(new Leaf(place.at(name.toString()), indexes, parameter.getValue(), kind));
    }
  }
}
