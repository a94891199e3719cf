// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.kit;

import io.smallrye.mutiny.Uni;

/**
 * Tells whether an API key holds. The service that keeps the keys looks into its tables, the others
 * ask it.
 */
public interface KeyChecks {

  /**
   * A key that somebody shows.
   *
   * @param id names the key
   * @param proof {@link KeyText#digest()} of what was shown, or {@link #SESSION}
   */
  record Shown(String id, String proof) {

    /** The proof of a key that was shown earlier, for which a session of ours stands. */
    public static final String SESSION = "session";

    /** Whether a session stands for the key. */
    public boolean isBySession() {
      return proof.equals(SESSION);
    }

    /** Without the digest. */
    @Override
    public String toString() {
      return KeyText.PREFIX + id;
    }
  }

  /** What is known of a key that was shown. */
  sealed interface Verdict {

    /**
     * It holds.
     *
     * @param caller who shows it
     */
    record Holds(Caller caller) implements Verdict {}

    /**
     * It does not.
     *
     * @param reason why not, as the end of the sentence "the API key …"
     */
    record Refused(String reason) implements Verdict {}
  }

  /** Lazy; fails where it cannot be told. Notes that the key was used. */
  Uni<Verdict> check(Shown key);
}
