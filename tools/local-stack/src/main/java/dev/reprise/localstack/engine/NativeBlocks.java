// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import com.clickhouse.data.ClickHouseCityHash;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * ClickHouse's own compressed stream: blocks of a checksum (16 bytes), a method (1), the size with
 * this header but without the checksum (4), the size of the raw bytes (4), and the packed bytes.
 *
 * <p><b>Bounds:</b> a block is refused above {@value #MOST_BYTES} bytes, packed or raw.
 */
@SuppressWarnings("deprecation") // the one CityHash of the drivers, which only they keep compatible
final class NativeBlocks {

  private static final int CHECKSUM_BYTES = 16;
  private static final int HEADER_BYTES = 9;
  private static final int MOST_BYTES = 64 << 20;
  private static final int WRITTEN_BLOCK_BYTES = 1 << 20;

  private NativeBlocks() {}

  /** The raw bytes of a compressed stream; every checksum is verified. */
  static InputStream reading(InputStream packed) {
    return new Reader(packed);
  }

  /** A stream that compresses into another; closing it closes the other. */
  static OutputStream writing(OutputStream target, BlockMethod method) {
    return new Writer(target, method);
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static final class Reader extends InputStream {
    private final InputStream packed;
    private byte[] raw = new byte[0];
    private int position;
    private boolean ended;

    Reader(InputStream packed) {
      this.packed = packed;
    }

    @Override
    public int read() throws IOException {
      return hasMore() ? Byte.toUnsignedInt(raw[position++]) : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!hasMore()) {
        return -1;
      }
      int count = Math.min(length, raw.length - position);
      System.arraycopy(raw, position, target, offset, count);
      position += count;
      return count;
    }

    private boolean hasMore() throws IOException {
      while (position == raw.length && !ended) {
        byte[] checksum = packed.readNBytes(CHECKSUM_BYTES);
        ended = checksum.length == 0;
        if (!ended) {
          raw = block(checksum);
          position = 0;
        }
      }
      return position < raw.length;
    }

    private byte[] block(byte[] checksum) throws IOException {
      byte[] head = whole(packed.readNBytes(HEADER_BYTES), HEADER_BYTES);
      int packedBytes = littleEndian(head).getInt(1);
      int rawBytes = littleEndian(head).getInt(5);
      whole(checksum, CHECKSUM_BYTES);
      if (packedBytes < HEADER_BYTES || packedBytes > MOST_BYTES) {
        throw new IOException("a block says that it has " + packedBytes + " packed bytes");
      }
      if (rawBytes < 0 || rawBytes > MOST_BYTES) {
        throw new IOException("a block says that it has " + rawBytes + " raw bytes");
      }
      byte[] block = Arrays.copyOf(head, packedBytes);
      int read = packed.readNBytes(block, HEADER_BYTES, packedBytes - HEADER_BYTES);
      if (read < packedBytes - HEADER_BYTES) {
        throw new EOFException("the last block is cut off");
      }
      verify(checksum, block);
      byte[] body = Arrays.copyOfRange(block, HEADER_BYTES, packedBytes);
      return whole(
          BlockMethod.of(Byte.toUnsignedInt(block[0])).decompress(body, rawBytes), rawBytes);
    }

    private static byte[] whole(byte[] bytes, int length) throws EOFException {
      if (bytes.length != length) {
        throw new EOFException("a block is cut off");
      }
      return bytes;
    }

    private static void verify(byte[] checksum, byte[] block) throws IOException {
      long[] computed = ClickHouseCityHash.cityHash128(block, 0, block.length);
      ByteBuffer given = littleEndian(checksum);
      if (given.getLong(0) != computed[0] || given.getLong(Long.BYTES) != computed[1]) {
        throw new IOException("the checksum of a block is wrong");
      }
    }

    @Override
    public void close() throws IOException {
      packed.close();
    }
  }

  private static final class Writer extends OutputStream {
    private final OutputStream target;
    private final BlockMethod method;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

    Writer(OutputStream target, BlockMethod method) {
      this.target = target;
      this.method = method;
    }

    @Override
    public void write(int single) throws IOException {
      write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int done = 0;
      while (done < length) {
        int count = Math.min(length - done, WRITTEN_BLOCK_BYTES - pending.size());
        pending.write(bytes, offset + done, count);
        done += count;
        if (pending.size() == WRITTEN_BLOCK_BYTES) {
          writeBlock();
        }
      }
    }

    private void writeBlock() throws IOException {
      byte[] raw = pending.toByteArray();
      pending.reset();
      byte[] body = method.compress(raw);
      byte[] block = new byte[HEADER_BYTES + body.length];
      littleEndian(block)
          .put((byte) method.number())
          .putInt(block.length)
          .putInt(raw.length)
          .put(body);
      long[] sum = ClickHouseCityHash.cityHash128(block, 0, block.length);
      byte[] checksum = new byte[CHECKSUM_BYTES];
      littleEndian(checksum).putLong(sum[0]).putLong(sum[1]);
      target.write(checksum);
      target.write(block);
    }

    @Override
    public void close() throws IOException {
      if (pending.size() > 0) {
        writeBlock();
      }
      target.close();
    }
  }
}
