// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.util.Arrays;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;

/** How a native block is compressed, by the byte that says so. */
enum BlockMethod {
  NONE(0x02) {
    @Override
    byte[] compress(byte[] raw) {
      return raw;
    }

    @Override
    byte[] decompress(byte[] packed, int rawBytes) {
      return packed;
    }
  },
  LZ4(0x82) {
    @Override
    byte[] compress(byte[] raw) {
      return FACTORY.fastCompressor().compress(raw);
    }

    @Override
    byte[] decompress(byte[] packed, int rawBytes) throws IOException {
      byte[] raw = new byte[rawBytes];
      try {
        int length = FACTORY.safeDecompressor().decompress(packed, raw);
        return length == rawBytes ? raw : Arrays.copyOf(raw, length);
      } catch (LZ4Exception e) {
        throw new IOException("a block cannot be decompressed by LZ4", e);
      }
    }
  },
  ZSTD(0x90) {
    @Override
    byte[] compress(byte[] raw) {
      return Zstd.compress(raw);
    }

    @Override
    byte[] decompress(byte[] packed, int rawBytes) throws IOException {
      try {
        return Zstd.decompress(packed, rawBytes);
      } catch (ZstdException e) {
        throw new IOException("a block cannot be decompressed by ZSTD", e);
      }
    }
  };

  private static final LZ4Factory FACTORY = LZ4Factory.fastestInstance();

  private final int number;

  BlockMethod(int number) {
    this.number = number;
  }

  /** The byte in a block's header. */
  int number() {
    return number;
  }

  abstract byte[] compress(byte[] raw);

  abstract byte[] decompress(byte[] packed, int rawBytes) throws IOException;

  /**
   * @throws IOException if there is no such method
   */
  static BlockMethod of(int number) throws IOException {
    for (BlockMethod method : values()) {
      if (method.number == number) {
        return method;
      }
    }
    throw new IOException("a block is compressed by an unknown method 0x%02x".formatted(number));
  }
}
