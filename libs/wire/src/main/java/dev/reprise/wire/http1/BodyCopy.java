// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.http1;

import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Keeps a bounded copy of one body after the other while they stream by, and hashes them whole.
 *
 * <p><b>Threads:</b> confined to the event loop of its connection.
 *
 * <p><b>Bounds:</b> keeps at most the limit of a body, and less when the allowance is used up; the
 * length and the hash are of the whole body all the same.
 *
 * <p><b>Cost:</b> a body that comes in one piece is copied once; others into arrays that double.
 */
final class BodyCopy {

  private static final byte[] NONE = {};
  private static final int FIRST_CAPACITY = 4096;

  private final int limitBytes;
  private final Allowance allowance;
  private final MessageDigest sha256;

  private byte[] kept = NONE;
  private int keptBytes;
  private long seenBytes;
  private long expectedBytes;
  private boolean full;

  BodyCopy(int limitBytes, Allowance allowance) {
    this.limitBytes = limitBytes;
    this.allowance = allowance;
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /**
   * Begins a body.
   *
   * @param announcedBytes its length as announced, or 0 when unknown; only saves copying
   */
  void begin(long announcedBytes) {
    expectedBytes = announcedBytes;
    full = limitBytes == 0;
  }

  /** Takes note of the next bytes. */
  void offer(byte[] buf, int from, int to) {
    int arrived = to - from;
    sha256.update(buf, from, arrived);
    seenBytes += arrived;
    if (full) {
      return;
    }
    int wanted = Math.min(arrived, limitBytes - keptBytes);
    if (!makeRoom(keptBytes + wanted)) {
      full = true;
      wanted = kept.length - keptBytes;
    }
    System.arraycopy(buf, from, kept, keptBytes, wanted);
    keptBytes += wanted;
    full |= keptBytes == limitBytes;
  }

  /** How many bytes of the body have passed by. */
  long seenBytes() {
    return seenBytes;
  }

  /** How much of the allowance the copy holds; {@link #finish} hands that over too. */
  int heldBytes() {
    return kept.length;
  }

  /** Ends the body and hands over what was kept. */
  Body finish() {
    if (seenBytes == 0) {
      return Body.EMPTY;
    }
    byte[] exact = keptBytes == kept.length ? kept : Arrays.copyOf(kept, keptBytes);
    var body = new Body(Bytes.own(exact), seenBytes, Bytes.own(sha256.digest()));
    kept = NONE;
    keptBytes = 0;
    seenBytes = 0;
    return body;
  }

  private boolean makeRoom(int neededBytes) {
    if (neededBytes <= kept.length) {
      return true;
    }
    int capacity = capacityFor(neededBytes);
    if (!allowance.tryTake(capacity - kept.length)) {
      return false;
    }
    kept = kept.length == 0 ? new byte[capacity] : Arrays.copyOf(kept, capacity);
    return true;
  }

  // An announced length is believed only as far as bytes arrive: it costs the sender nothing.
  private int capacityFor(int neededBytes) {
    if (kept.length == 0 && expectedBytes == 0) {
      return neededBytes; // small bodies mostly come in one piece
    }
    long doubled = Math.max(FIRST_CAPACITY, 2L * kept.length);
    long capacity = expectedBytes > 0 ? Math.min(doubled, expectedBytes) : doubled;
    return (int) Math.min(limitBytes, Math.max(neededBytes, capacity));
  }
}
