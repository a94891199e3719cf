// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.kit;

/** What an operation asks of its caller. */
public enum Need {
  /** To hand in recorded pairs. */
  RECORDER(Role.RECORDER),
  /** To see, credentials hidden. */
  VIEWER(Role.VIEWER),
  /** To see whole, to make and to change. */
  EDITOR(Role.EDITOR),
  /** To say who may do what. */
  ADMIN(Role.ADMIN),
  /** To be a part of Reprise; no API key is. */
  PART(Role.ADMIN);

  private final Role role;

  Need(Role role) {
    this.role = role;
  }

  /** Whether a caller has what is asked. */
  public boolean isMetBy(Caller caller) {
    return caller.role().includes(role) && (this != PART || caller.isPart());
  }
}
