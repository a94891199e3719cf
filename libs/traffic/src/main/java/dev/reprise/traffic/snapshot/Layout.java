// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.snapshot;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.util.ZstdVersion;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * How the artifact is laid out. All numbers are big-endian.
 *
 * <pre>
 * magic                8 bytes
 * inbound blocks       zstd frames of records, each record with its length before it (4 bytes)
 * outbound blocks      likewise
 * index                40 bytes an outbound pair, sorted by signature, then by order
 * manifest             a zstd frame of canonical JSON
 * trailer              40 bytes: offset and entries of the index; offset, stored and plain length of
 *                      the manifest; magic
 * </pre>
 */
final class Layout {

  static final int VERSION = 1;
  static final byte[] MAGIC = "REPRISE1".getBytes(StandardCharsets.US_ASCII);
  static final int TRAILER_BYTES = 8 + 8 + 8 + 4 + 4 + 8;
  static final int BLOCK_BYTES = 128 * 1024;
  static final int LEVEL = 3;
  static final String COMPRESSION =
      "zstd-jni " + ZstdVersion.VERSION + " level " + LEVEL + " checksum";

  static final int ENTRY_BYTES = 40;
  static final int ENTRY_SIGNATURE = 0;
  static final int ENTRY_MASKED = 8;
  static final int ENTRY_POSITION = 16;
  static final int ENTRY_SESSION = 20;
  static final int ENTRY_ENDPOINT = 24;
  static final int ENTRY_BLOCK = 28;
  static final int ENTRY_OFFSET = 32; // four bytes more are kept free, as zeros

  static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private Layout() {}

  /** Compresses with a checksum, so that damage is noticed. */
  static byte[] compress(byte[] plain) {
    try (var context = new ZstdCompressCtx()) {
      return context.setLevel(LEVEL).setChecksum(true).compress(plain);
    }
  }

  /**
   * @throws IllegalStateException if the bytes are damaged
   */
  static byte[] decompress(byte[] stored, int plainBytes) {
    byte[] plain = new byte[plainBytes];
    try {
      if (Zstd.decompress(plain, stored) == plainBytes) {
        return plain;
      }
    } catch (ZstdException e) {
      throw new IllegalStateException("a block is damaged: " + e.getMessage(), e);
    }
    throw new IllegalStateException(
        "a block of " + stored.length + " bytes does not hold " + plainBytes + " bytes");
  }
}
