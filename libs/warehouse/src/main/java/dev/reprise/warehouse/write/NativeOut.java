// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.write;

import dev.reprise.traffic.pair.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the bytes of a block in chunks, so that a large block never needs one large array.
 *
 * <p><b>Threads:</b> confined to one.
 *
 * <p><b>Cost:</b> every byte is copied once.
 */
final class NativeOut {

  private static final int CHUNK_BYTES = 256 * 1024;
  private static final int LARGEST_VARINT_BYTES = 10;

  private final List<byte[]> full = new ArrayList<>();
  private ByteBuffer chunk = newChunk(CHUNK_BYTES);
  private long fullBytes;

  private static ByteBuffer newChunk(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  void int8(long value) {
    room(1).put((byte) value);
  }

  void int16(long value) {
    room(2).putShort((short) value);
  }

  void int32(long value) {
    room(4).putInt((int) value);
  }

  void int64(long value) {
    room(8).putLong(value);
  }

  void varint(long value) {
    var out = room(LARGEST_VARINT_BYTES);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }

  void string(String text) {
    if (text.isEmpty()) {
      varint(0);
      return;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    varint(utf8.length);
    raw(ByteBuffer.wrap(utf8));
  }

  void string(Bytes bytes) {
    varint(bytes.length());
    raw(bytes.buffer());
  }

  /** How many bytes there are. */
  long size() {
    return fullBytes + chunk.position();
  }

  /** The chunks in order; nothing may be written afterwards. */
  List<byte[]> chunks() {
    if (chunk.position() > 0) {
      close();
    }
    return List.copyOf(full);
  }

  private void raw(ByteBuffer bytes) {
    if (bytes.remaining() > chunk.remaining()) {
      close();
      chunk = newChunk(Math.max(CHUNK_BYTES, bytes.remaining()));
    }
    chunk.put(bytes);
  }

  private ByteBuffer room(int bytes) {
    if (chunk.remaining() < bytes) {
      close();
      chunk = newChunk(CHUNK_BYTES);
    }
    return chunk;
  }

  private void close() {
    byte[] filled = new byte[chunk.position()];
    chunk.flip().get(filled);
    full.add(filled);
    fullBytes += filled.length;
    chunk = newChunk(0);
  }
}
