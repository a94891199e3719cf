// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.snapshot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Packs records into blocks. <b>Bounds:</b> holds one block, and 24 bytes for each one written. */
final class BlockWriter {

  /**
   * Where a record has gone.
   *
   * @param block counted from the writer's first
   */
  record Spot(int block, int offset) {}

  private final OutputStream out;
  private final ByteArrayOutputStream plain = new ByteArrayOutputStream(Layout.BLOCK_BYTES * 2);
  private final List<SnapshotManifest.Block> blocks = new ArrayList<>();
  private long offset;
  private int records;

  /**
   * @param offset where the first block will lie
   */
  BlockWriter(OutputStream out, long offset) {
    this.out = out;
    this.offset = offset;
  }

  Spot add(byte[] entry) throws IOException {
    var spot = new Spot(blocks.size(), plain.size());
    plain.writeBytes(ByteBuffer.allocate(4).putInt(entry.length).array());
    plain.writeBytes(entry);
    records++;
    if (plain.size() >= Layout.BLOCK_BYTES) {
      flush();
    }
    return spot;
  }

  void flush() throws IOException {
    if (records == 0) {
      return;
    }
    byte[] stored = Layout.compress(plain.toByteArray());
    out.write(stored);
    blocks.add(new SnapshotManifest.Block(offset, stored.length, plain.size(), records));
    offset += stored.length;
    plain.reset();
    records = 0;
  }

  /** The blocks written so far. */
  List<SnapshotManifest.Block> blocks() {
    return blocks;
  }
}
