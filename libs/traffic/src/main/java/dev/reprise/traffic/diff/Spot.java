// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.diff;

import dev.reprise.traffic.place.JsonPlaces;
import org.jspecify.annotations.Nullable;

/** An exact spot in a body, written out only when there is something to say of it. */
final class Spot {

  private final @Nullable Spot parent;
  private final @Nullable String name;
  private final int index;
  private final PlaceNode node;

  private Spot(@Nullable Spot parent, @Nullable String name, int index, PlaceNode node) {
    this.parent = parent;
    this.name = name;
    this.index = index;
    this.node = node;
  }

  static Spot root(PlaceNode node) {
    return new Spot(null, null, 0, node);
  }

  Spot member(String memberName) {
    return new Spot(this, memberName, 0, node.member(memberName));
  }

  Spot item(int itemIndex) {
    return new Spot(this, null, itemIndex, node.item());
  }

  PlaceNode node() {
    return node;
  }

  /** E.g. {@code body.$.items[0].price}. */
  String path() {
    var out = new StringBuilder();
    append(out);
    return out.toString();
  }

  private void append(StringBuilder out) {
    if (parent == null) {
      out.append(Difference.BODY).append(".$");
      return;
    }
    parent.append(out);
    if (name == null) {
      out.append('[').append(index).append(']');
    } else {
      JsonPlaces.appendName(out, name);
    }
  }

  @Override
  public String toString() {
    return path();
  }
}
