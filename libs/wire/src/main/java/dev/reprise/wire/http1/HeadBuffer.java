// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.http1;

import static dev.reprise.wire.http1.Undecodable.BAD_LINE_END;
import static dev.reprise.wire.http1.Undecodable.HEAD_TOO_LONG;
import static dev.reprise.wire.http1.Undecodable.OVER_BUDGET;

import java.util.Arrays;

/**
 * Finds the empty line that ends a block of lines, wherever the network cuts the block.
 *
 * <p>A block that lies whole in the array that was shown is read there; only one that is cut is
 * copied together.
 *
 * <p><b>Threads:</b> not thread-safe.
 *
 * <p><b>Bounds:</b> a block longer than the bound is refused, and a cut one that the allowance has
 * no room for.
 */
final class HeadBuffer {

  private static final byte[] NONE = {};
  private static final int FIRST_CAPACITY = 1024;

  private final int maxBytes;
  private final Allowance allowance;

  private byte[] kept = NONE;
  private int keptBytes;
  private int lineBytes; // in the current line, without its end
  private byte last; // the byte before, 0 at the start

  // Where the block lies once it was found.
  private byte[] block = NONE;
  private int from;
  private int to;

  HeadBuffer(int maxBytes, Allowance allowance) {
    this.maxBytes = maxBytes;
    this.allowance = allowance;
  }

  /** Whether nothing of a block was seen yet. */
  boolean isEmpty() {
    return keptBytes == 0 && last == 0;
  }

  /**
   * Looks for the end of the block in the next bytes.
   *
   * @return the index after the end, or -1 when all bytes were taken and the end is still to come
   */
  int find(byte[] buf, int start, int end) throws FramingException {
    byte before = last;
    int line = lineBytes;
    // No further than the bound, so that what is wrong first is found first, however it is cut.
    int limit = Math.min(end, start + maxBytes - keptBytes);
    for (int i = start; i < limit; i++) {
      byte b = buf[i];
      if (b == '\n') {
        if (before != '\r') {
          throw new FramingException(BAD_LINE_END);
        }
        if (line == 0) {
          found(buf, start, i + 1);
          return i + 1;
        }
        line = 0;
      } else if (before == '\r') {
        throw new FramingException(BAD_LINE_END);
      } else if (b != '\r') {
        line++;
      }
      before = b;
    }
    if (limit < end) {
      throw new FramingException(HEAD_TOO_LONG);
    }
    last = before;
    lineBytes = line;
    keep(buf, start, end);
    return -1;
  }

  private void found(byte[] buf, int start, int end) throws FramingException {
    if (keptBytes == 0) {
      block = buf;
      from = start;
      to = end;
    } else {
      keep(buf, start, end);
      block = kept;
      from = 0;
      to = keptBytes;
    }
  }

  private void keep(byte[] buf, int start, int end) throws FramingException {
    int wanted = keptBytes + (end - start);
    if (wanted > kept.length) {
      int capacity =
          Math.max(Math.max(wanted, FIRST_CAPACITY), Math.min(2 * kept.length, maxBytes));
      if (!allowance.tryTake(capacity - kept.length)) {
        throw new FramingException(OVER_BUDGET);
      }
      kept = Arrays.copyOf(kept, capacity);
    }
    System.arraycopy(buf, start, kept, keptBytes, end - start);
    keptBytes = wanted;
  }

  /** The array in which the block was found, valid until {@link #clear}. */
  byte[] block() {
    return block;
  }

  /** The start of the block in {@link #block}. */
  int from() {
    return from;
  }

  /** The end of the block in {@link #block}, after the empty line. */
  int to() {
    return to;
  }

  /** Forgets the block and gets ready for the next. */
  void clear() {
    allowance.giveBack(kept.length);
    kept = NONE;
    block = NONE;
    keptBytes = 0;
    lineBytes = 0;
    last = 0;
  }
}
