// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.http1;

import static dev.reprise.wire.http1.Undecodable.BAD_CHUNK;
import static dev.reprise.wire.http1.Undecodable.BAD_LINE_END;
import static dev.reprise.wire.http1.Undecodable.HEAD_TOO_LONG;

/**
 * Finds the data in a chunked body, byte by byte (RFC 9112, section 7.1).
 *
 * <pre>
 *   SIZE ──;──> EXTENSION ──CR──> SIZE_LF ──LF──> DATA ──all──> DATA_CR ──> DATA_LF ──> SIZE
 *     └──────────────CR──────────────┘   └──size 0──> trailers (the stream reads them)
 * </pre>
 *
 * <p><b>Threads:</b> not thread-safe.
 */
final class ChunkFraming {

  private static final int MAX_SIZE_DIGITS = 15; // any such number fits a long
  private static final int MAX_EXTENSION_BYTES = 4096;

  private enum State {
    SIZE,
    BLANK_BEFORE_EXTENSION,
    EXTENSION,
    SIZE_LF,
    DATA,
    DATA_CR,
    DATA_LF,
    TRAILERS
  }

  private State state = State.SIZE;
  private long size; // while in DATA: what is left of it
  private int digits;
  private int extensionBytes;

  /** Gets ready for the next body. */
  void reset() {
    state = State.SIZE;
    size = 0;
    digits = 0;
    extensionBytes = 0;
  }

  /** Whether the next bytes are data, {@link #takeData} says how many. */
  boolean isInData() {
    return state == State.DATA;
  }

  /** Whether the last chunk was seen and trailers follow. */
  boolean isInTrailers() {
    return state == State.TRAILERS;
  }

  /**
   * Takes data bytes off the current chunk.
   *
   * @return how many of the offered bytes are data
   */
  int takeData(int offeredBytes) {
    int taken = (int) Math.min(size, offeredBytes);
    size -= taken;
    if (size == 0) {
      state = State.DATA_CR;
    }
    return taken;
  }

  /** Takes bytes between data until data or trailers begin; returns the index after them. */
  int takeLines(byte[] buf, int from, int to) throws FramingException {
    int i = from;
    while (i < to && state != State.DATA && state != State.TRAILERS) {
      take(buf[i++]);
    }
    return i;
  }

  private void take(byte b) throws FramingException {
    switch (state) {
      case SIZE -> takeSize(b);
      case BLANK_BEFORE_EXTENSION -> takeBlank(b);
      case EXTENSION -> takeExtension(b);
      case SIZE_LF -> {
        require(b == '\n', BAD_LINE_END);
        digits = 0;
        extensionBytes = 0;
        state = size == 0 ? State.TRAILERS : State.DATA;
      }
      case DATA_CR -> {
        require(b == '\r', BAD_CHUNK);
        state = State.DATA_LF;
      }
      case DATA_LF -> {
        require(b == '\n', BAD_LINE_END);
        state = State.SIZE;
      }
      case DATA, TRAILERS -> throw new IllegalStateException("not between chunks: " + state);
    }
  }

  private void takeSize(byte b) throws FramingException {
    int digit = Character.digit(b, 16);
    if (digit >= 0) {
      require(++digits <= MAX_SIZE_DIGITS, BAD_CHUNK);
      size = size << 4 | digit;
      return;
    }
    require(digits > 0, BAD_CHUNK);
    state =
        switch (b) {
          case '\r' -> State.SIZE_LF;
          case ';' -> State.EXTENSION;
          case ' ', '\t' -> State.BLANK_BEFORE_EXTENSION;
          default -> throw new FramingException(BAD_CHUNK);
        };
  }

  private void takeBlank(byte b) throws FramingException {
    countExtension();
    if (b == ';') {
      state = State.EXTENSION;
    } else {
      require(b == ' ' || b == '\t', BAD_CHUNK);
    }
  }

  private void takeExtension(byte b) throws FramingException {
    countExtension();
    if (b == '\r') {
      state = State.SIZE_LF;
    } else {
      require(b != '\n' && b != 0, BAD_LINE_END);
    }
  }

  private void countExtension() throws FramingException {
    require(++extensionBytes <= MAX_EXTENSION_BYTES, HEAD_TOO_LONG);
  }

  private static void require(boolean holds, Undecodable otherwise) throws FramingException {
    if (!holds) {
      throw new FramingException(otherwise);
    }
  }
}
