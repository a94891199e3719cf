// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.place;

/** What a value was in its message. */
public enum LeafKind {
  /** Text outside JSON. */
  TEXT,
  /** A JSON string. */
  STRING,
  /** A JSON number. */
  NUMBER,
  /** A JSON boolean. */
  BOOLEAN,
  /** A JSON null. */
  NULL,
  /** A JSON object without members. */
  EMPTY_OBJECT,
  /** A JSON array without elements. */
  EMPTY_ARRAY,
  /** The name of a member that is an identifier, in a map keyed by identifiers. */
  KEY,
  /** The hash that stands for a body with no values of its own (binary, damaged, truncated). */
  HASH;

  /** Whether the text is the value itself, so that it may be recognised and replaced. */
  public boolean isText() {
    return this == TEXT || this == STRING || this == NUMBER || this == KEY;
  }
}
