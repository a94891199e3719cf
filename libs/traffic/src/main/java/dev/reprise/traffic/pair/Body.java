// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.pair;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A message body after transfer decoding (chunks joined) and before content decoding (gzip stays
 * gzip), or as much of its start as was kept.
 *
 * @param kept the whole body, or its start
 * @param wireBytes how long the whole body was, in bytes
 * @param sha256 SHA-256 of the whole body, also when truncated; empty when there was no body
 */
public record Body(Bytes kept, long wireBytes, Bytes sha256) {

  /** No body. */
  public static final Body EMPTY = new Body(Bytes.EMPTY, 0, Bytes.EMPTY);

  /** Refuses a body that is shorter than what was kept of it. */
  public Body {
    if (wireBytes < kept.length()) {
      throw new IllegalArgumentException(
          "kept " + kept.length() + " bytes of a body of " + wireBytes);
    }
  }

  /** A body that was kept whole; hashes it. */
  public static Body whole(Bytes bytes) {
    return bytes.isEmpty() ? EMPTY : new Body(bytes, bytes.length(), sha256Of(bytes));
  }

  /** Whether only the start was kept. */
  public boolean isTruncated() {
    return kept.length() < wireBytes;
  }

  /** Whether there was none. */
  public boolean isEmpty() {
    return wireBytes == 0;
  }

  private static Bytes sha256Of(Bytes bytes) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes.buffer());
      return Bytes.own(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
