// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.http1;

import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a bounded copy of one body after the other while they stream by.
 *
 * <p><b>Threads:</b> confined to the event loop of its connection.
 *
 * <p><b>Bounds:</b> keeps at most the limit of a body, and less when the allowance is used up; the
 * length and the hash are of the whole body all the same.
 *
 * <p><b>Cost:</b> a body that comes in one piece is copied once; others into arrays that double.
 * Only a body that is cut is hashed here: one that is kept whole can be hashed later, elsewhere.
 */
final class BodyCopy {

  private static final byte[] NONE = {};
  private static final int FIRST_CAPACITY = 4096;

  private final int limitBytes;
  private final Allowance allowance;

  private byte[] kept = NONE;
  private int keptBytes;
  private long seenBytes;
  private long expectedBytes;
  private @Nullable MessageDigest sha256; // null while everything is kept

  BodyCopy(int limitBytes, Allowance allowance) {
    this.limitBytes = limitBytes;
    this.allowance = allowance;
  }

  /**
   * Begins a body.
   *
   * @param announcedBytes its length as announced, or 0 when unknown; only saves copying
   */
  void begin(long announcedBytes) {
    expectedBytes = announcedBytes;
  }

  /** Takes note of the next bytes. */
  void offer(byte[] buf, int from, int to) {
    seenBytes += to - from;
    if (sha256 != null) {
      sha256.update(buf, from, to - from);
      return;
    }
    int room = keep(buf, from, Math.min(to - from, limitBytes - keptBytes));
    if (room < to - from) {
      cut(buf, from + room, to);
    }
  }

  // From here on bytes are lost, so the hash has to be made of what passes by.
  private void cut(byte[] buf, int from, int to) {
    sha256 = newSha256();
    sha256.update(kept, 0, keptBytes);
    sha256.update(buf, from, to - from);
  }

  /** Keeps as many bytes as there is room for, and says how many. */
  private int keep(byte[] buf, int from, int wanted) {
    if (kept.length == 0 && (expectedBytes == wanted || expectedBytes == 0)) {
      // Small bodies mostly come in one piece.
      if (wanted == 0 || !allowance.tryTake(wanted)) {
        return 0;
      }
      kept = Arrays.copyOfRange(buf, from, from + wanted);
      keptBytes = wanted;
      return wanted;
    }
    int taken = makeRoom(keptBytes + wanted) ? wanted : kept.length - keptBytes;
    System.arraycopy(buf, from, kept, keptBytes, taken);
    keptBytes += taken;
    return taken;
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
    var body =
        sha256 == null
            ? Body.whole(Bytes.own(exact))
            : new Body(Bytes.own(exact), seenBytes, Bytes.own(sha256.digest()));
    kept = NONE;
    keptBytes = 0;
    seenBytes = 0;
    sha256 = null;
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
    kept = Arrays.copyOf(kept, capacity);
    return true;
  }

  // An announced length is believed only as far as bytes arrive: it costs the sender nothing.
  private int capacityFor(int neededBytes) {
    long doubled = Math.max(FIRST_CAPACITY, 2L * kept.length);
    long capacity = expectedBytes > 0 ? Math.min(doubled, expectedBytes) : doubled;
    return (int) Math.min(limitBytes, Math.max(neededBytes, capacity));
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
