// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.snapshot;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.IntFunction;

/** Walks the inbound blocks. <b>Bounds:</b> holds one block. */
final class InboundRecords implements Iterator<RecordedRequest> {

  private final int blocks;
  private final IntFunction<byte[]> unpack;
  private int next;
  private ByteBuffer block = ByteBuffer.allocate(0);

  InboundRecords(int blocks, IntFunction<byte[]> unpack) {
    this.blocks = blocks;
    this.unpack = unpack;
  }

  @Override
  public boolean hasNext() {
    return block.hasRemaining() || next < blocks;
  }

  @Override
  public RecordedRequest next() {
    if (!block.hasRemaining()) {
      if (next == blocks) {
        throw new NoSuchElementException("all inbound pairs were read");
      }
      block = ByteBuffer.wrap(unpack.apply(next++));
    }
    int length = block.getInt();
    int offset = block.position();
    block.position(offset + length);
    return RecordCodec.readInbound(block.array(), offset, length);
  }
}
