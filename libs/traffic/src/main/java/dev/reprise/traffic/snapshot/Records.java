// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.snapshot;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.IntFunction;

/**
 * Walks the records of neighbouring blocks. <b>Bounds:</b> holds one block.
 *
 * @param <T> what a record is read as
 */
final class Records<T> implements Iterator<T> {

  private final int end;
  private final IntFunction<byte[]> unpack;
  private final Reader<T> reader;
  private int next;
  private ByteBuffer block = ByteBuffer.allocate(0);

  /** Reads a record that lies in a block. */
  interface Reader<T> {
    T read(byte[] block, int offset, int length);
  }

  /**
   * @param first the first block
   * @param end the one after the last
   */
  Records(int first, int end, IntFunction<byte[]> unpack, Reader<T> reader) {
    this.next = first;
    this.end = end;
    this.unpack = unpack;
    this.reader = reader;
  }

  @Override
  public boolean hasNext() {
    return block.hasRemaining() || next < end;
  }

  @Override
  public T next() {
    if (!block.hasRemaining()) {
      if (next == end) {
        throw new NoSuchElementException("all pairs were read");
      }
      block = ByteBuffer.wrap(unpack.apply(next++));
    }
    int length = block.getInt();
    int offset = block.position();
    block.position(offset + length);
    return reader.read(block.array(), offset, length);
  }
}
