// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.kit;

/** What a caller may do; each role includes those before it. */
public enum Role {
  /** Sees traffic with its credentials hidden. */
  VIEWER,
  /** Sees traffic whole, and makes snapshots and replays. */
  EDITOR,
  /** Everything; the parts of Reprise among themselves. */
  ADMIN;

  /** Whether this role includes the other. */
  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }
}
