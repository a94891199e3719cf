// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.pair;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * A message body after transfer decoding (chunks joined) and before content decoding (gzip stays
 * gzip), or as much of its start as was kept.
 *
 * <p><b>Threads:</b> immutable to all who look.
 *
 * <p><b>Cost:</b> a body that was kept {@link #whole} is hashed when its hash is first asked for,
 * so that whoever sees it pass need not; then the hash is kept.
 */
public final class Body {

  /** No body. */
  public static final Body EMPTY = new Body(Bytes.EMPTY, 0, Bytes.EMPTY);

  private final Bytes kept;
  private final long wireBytes;
  private @Nullable Bytes sha256; // null until asked for; any thread finds the same

  private Body(Bytes kept) {
    this.kept = kept;
    this.wireBytes = kept.length();
  }

  /**
   * A body with a hash that is known.
   *
   * @param kept the whole body, or its start
   * @param wireBytes how long the whole body was, in bytes
   * @param sha256 SHA-256 of the whole body, also when truncated; empty when there was no body
   * @throws IllegalArgumentException if the body is shorter than what was kept of it
   */
  public Body(Bytes kept, long wireBytes, Bytes sha256) {
    if (wireBytes < kept.length()) {
      throw new IllegalArgumentException(
          "kept " + kept.length() + " bytes of a body of " + wireBytes);
    }
    this.kept = kept;
    this.wireBytes = wireBytes;
    this.sha256 = sha256;
  }

  /** A body that was kept whole. */
  public static Body whole(Bytes bytes) {
    return bytes.isEmpty() ? EMPTY : new Body(bytes);
  }

  /** The whole body, or its start. */
  public Bytes kept() {
    return kept;
  }

  /** How long the whole body was, in bytes. */
  public long wireBytes() {
    return wireBytes;
  }

  /** SHA-256 of the whole body, also when truncated; empty when there was no body. */
  public Bytes sha256() {
    var known = sha256;
    if (known == null) {
      known = sha256Of(kept);
      sha256 = known;
    }
    return known;
  }

  /** Whether only the start was kept. */
  public boolean isTruncated() {
    return kept.length() < wireBytes;
  }

  /** Whether there was none. */
  public boolean isEmpty() {
    return wireBytes == 0;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Body that
        && wireBytes == that.wireBytes
        && kept.equals(that.kept)
        && sha256().equals(that.sha256());
  }

  @Override
  public int hashCode() {
    return 31 * kept.hashCode() + Long.hashCode(wireBytes);
  }

  /** Only lengths: bodies may hold secrets. */
  @Override
  public String toString() {
    return isTruncated() ? kept + " of " + wireBytes : kept.toString();
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
