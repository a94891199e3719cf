// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.filter;

/**
 * A field as a condition names it.
 *
 * @param field which
 * @param key what stands in brackets; empty for fields without one. Header names are kept in lower
 *     case: they are compared without regard to the case of ASCII letters
 */
public record FieldRef(Field field, String key) {

  /** Refuses a key where none belongs, and none where one does. */
  public FieldRef {
    if (field.isKeyed() == key.isEmpty()) {
      throw new IllegalArgumentException(
          field.symbol() + (field.isKeyed() ? " needs a key" : " takes no key"));
    }
    if (field != Field.TAG) {
      key = Ascii.lower(key);
    }
  }

  /** A field without a key. */
  public static FieldRef of(Field field) {
    return new FieldRef(field, "");
  }
}
