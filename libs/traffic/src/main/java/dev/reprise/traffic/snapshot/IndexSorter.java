// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.snapshot;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Sorts the index by signature, keeping the order of equal ones: a radix sort of two mapped files,
 * 16 bits a pass, so that neither the number of entries nor many equal ones cost heap.
 */
final class IndexSorter {

  private static final int BITS = 16;
  private static final int DIGITS = 1 << BITS;
  private static final int CHUNK_BYTES = Layout.ENTRY_BYTES * 1024;

  private IndexSorter() {}

  /**
   * Sorts the entries of a file and appends them to an output.
   *
   * @param signatures counts of distinct signatures by endpoint, to be filled
   */
  static void sort(Path entries, Path scratch, OutputStream out, long[] signatures)
      throws IOException {
    long bytes = Files.size(entries);
    if (bytes == 0) {
      return;
    }
    try (var first = FileChannel.open(entries, StandardOpenOption.READ, StandardOpenOption.WRITE);
        var second =
            FileChannel.open(
                scratch,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE);
        var arena = Arena.ofConfined()) {
      var from = first.map(MapMode.READ_WRITE, 0, bytes, arena);
      var to = second.map(MapMode.READ_WRITE, 0, bytes, arena);
      for (int shift = 0; shift < Long.SIZE; shift += BITS) {
        pass(from, to, shift);
        var swap = from;
        from = to;
        to = swap;
      }
      write(from, out, signatures);
    }
  }

  private static void pass(MemorySegment from, MemorySegment to, int shift) {
    long[] starts = new long[DIGITS + 1];
    for (long at = 0; at < from.byteSize(); at += Layout.ENTRY_BYTES) {
      starts[digit(from, at, shift) + 1] += Layout.ENTRY_BYTES;
    }
    for (int i = 0; i < DIGITS; i++) {
      starts[i + 1] += starts[i];
    }
    for (long at = 0; at < from.byteSize(); at += Layout.ENTRY_BYTES) {
      int digit = digit(from, at, shift);
      MemorySegment.copy(from, at, to, starts[digit], Layout.ENTRY_BYTES);
      starts[digit] += Layout.ENTRY_BYTES;
    }
  }

  private static int digit(MemorySegment entries, long at, int shift) {
    return (int) (entries.get(Layout.LONG, at + Layout.ENTRY_SIGNATURE) >>> shift) & (DIGITS - 1);
  }

  private static void write(MemorySegment sorted, OutputStream out, long[] signatures)
      throws IOException {
    long before = 0;
    for (long at = 0; at < sorted.byteSize(); at += Layout.ENTRY_BYTES) {
      long signature = sorted.get(Layout.LONG, at + Layout.ENTRY_SIGNATURE);
      if (at == 0 || signature != before) {
        signatures[sorted.get(Layout.INT, at + Layout.ENTRY_ENDPOINT)]++;
      }
      before = signature;
    }
    byte[] chunk = new byte[CHUNK_BYTES];
    for (long at = 0; at < sorted.byteSize(); at += CHUNK_BYTES) {
      int length = (int) Math.min(CHUNK_BYTES, sorted.byteSize() - at);
      MemorySegment.copy(sorted, ValueLayout.JAVA_BYTE, at, chunk, 0, length);
      out.write(chunk, 0, length);
    }
  }
}
