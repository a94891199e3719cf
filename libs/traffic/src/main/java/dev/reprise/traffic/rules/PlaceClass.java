// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.rules;

/** How a value behaves from run to run, and so how it is compared. */
public enum PlaceClass {
  /** Seen two times or more, always the same. */
  CONSTANT,
  /** Plain values that repeat. */
  ENUM,
  /** A value of the same pair's request. */
  ECHO,
  /** A point in time: new in each run. */
  TIME,
  /** Numbers that the system under test counts up: new in each run, and bound. */
  COUNTER,
  /** An identifier that the system under test makes: new in each run, and bound. */
  ID,
  /** An identifier that the client or a dependency makes: replayed as recorded. */
  RECORDED,
  /** Everything else. */
  PLAIN;

  /** Whether a live value is compared by type only, because it is new in each run. */
  public boolean isVolatile() {
    return this == TIME || bindsValues();
  }

  /** Whether a live value at such a place is what the recorded one has become. */
  public boolean bindsValues() {
    return this == ID || this == COUNTER;
  }
}
