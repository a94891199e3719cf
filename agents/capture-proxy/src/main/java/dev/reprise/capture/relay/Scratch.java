// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.relay;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;

/**
 * An array of each event loop in which a relay reads what it frames.
 *
 * <p><b>Threads:</b> the array is lent for one call on one thread; nobody keeps it.
 */
final class Scratch {

  private static final FastThreadLocal<byte[]> ARRAY =
      new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
          return new byte[1 << 16];
        }
      };

  private Scratch() {}

  /** An array with the first bytes of the buffer, as many as fit. */
  static byte[] copyOf(ByteBuf borrowed) {
    byte[] array = ARRAY.get();
    borrowed.getBytes(borrowed.readerIndex(), array, 0, lengthOf(borrowed));
    return array;
  }

  /** How many bytes {@link #copyOf} copies. */
  static int lengthOf(ByteBuf borrowed) {
    return Math.min(borrowed.readableBytes(), 1 << 16);
  }
}
