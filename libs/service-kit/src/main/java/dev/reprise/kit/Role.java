// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.kit;

/**
 * What a caller may do. {@link #VIEWER}, {@link #EDITOR} and {@link #ADMIN} each include those
 * before; {@link #RECORDER} stands beside them, for machines that only hand in what they record,
 * and is included by editors and admins.
 */
public enum Role {
  /** Hands in recorded pairs, and sees nothing. */
  RECORDER,
  /** Sees traffic with its credentials hidden. */
  VIEWER,
  /** Sees traffic whole, and makes snapshots and replays. */
  EDITOR,
  /** Everything; the parts of Reprise among themselves. */
  ADMIN;

  /** Whether this role includes the other. */
  public boolean includes(Role other) {
    return this == other || (compareTo(EDITOR) >= 0 && compareTo(other) >= 0);
  }
}
