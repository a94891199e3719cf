// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.place;

import dev.reprise.traffic.value.ValueType;

/**
 * One value of a message.
 *
 * @param place where it stands
 * @param indexes which one of several at that place: the indexes of its lists from the outermost,
 *     e.g. {@code 0} or {@code 2.1}; for repeated headers and parameters the number of the repeat;
 *     empty for the only one
 * @param text the value, percent-decoded; JSON strings without quotes; for {@link LeafKind#HASH}
 *     the hash
 * @param kind what it was in its message
 */
public record Leaf(Place place, String indexes, String text, LeafKind kind) {

  /** What the value looks like. */
  public ValueType type() {
    return switch (kind) {
      case TEXT, STRING, NUMBER, KEY -> ValueType.of(text);
      case BOOLEAN -> ValueType.BOOLEAN;
      case NULL, EMPTY_OBJECT, EMPTY_ARRAY, HASH -> ValueType.PLAIN;
    };
  }

  /** The place with its indexes: {@code response.body.$.items[2].id}; unique in its message. */
  public String locator() {
    if (indexes.isEmpty()) {
      return place.toString();
    }
    var out = new StringBuilder();
    var rest = place.toString();
    for (String index : indexes.split("\\.", -1)) {
      int star = rest.indexOf("[*]");
      if (star < 0) {
        return out.append(rest).append('(').append(index).append(')').toString();
      }
      out.append(rest, 0, star + 1).append(index).append(']');
      rest = rest.substring(star + 3);
    }
    return out.append(rest).toString();
  }

  /** Only the place: values may be secrets. */
  @Override
  public String toString() {
    return locator();
  }
}
