// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.snapshot;

/**
 * The session a pair belongs to.
 *
 * @param number names the session in its snapshot; -1 when there is none
 * @param basis how that is known
 */
public record Session(int number, SessionBasis basis) {

  /** No session. */
  public static final Session NONE = new Session(-1, SessionBasis.NONE);

  /** Refuses a session without a number, and a number without a session. */
  public Session {
    if ((number < 0) != (basis == SessionBasis.NONE)) {
      throw new IllegalArgumentException("session " + number + " with basis " + basis);
    }
  }

  /** Whether there is one. */
  public boolean isKnown() {
    return number >= 0;
  }
}
