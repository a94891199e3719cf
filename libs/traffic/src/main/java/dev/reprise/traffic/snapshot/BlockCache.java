// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.snapshot;

import java.util.LinkedHashMap;
import java.util.function.IntFunction;

/**
 * Keeps the blocks that were read last.
 *
 * <p><b>Threads:</b> thread-safe; two threads that miss the same block both unpack it, so that a
 * hit never waits for that.
 *
 * <p><b>Bounds:</b> by bytes; the block read last always stays.
 */
final class BlockCache {

  private final long limitBytes;
  private final IntFunction<byte[]> unpack;
  private final LinkedHashMap<Integer, byte[]> blocks = new LinkedHashMap<>(16, 0.75f, true);
  private long heldBytes;

  BlockCache(long limitBytes, IntFunction<byte[]> unpack) {
    this.limitBytes = limitBytes;
    this.unpack = unpack;
  }

  byte[] get(int number) {
    synchronized (blocks) {
      byte[] held = blocks.get(number);
      if (held != null) {
        return held;
      }
    }
    byte[] block = unpack.apply(number);
    synchronized (blocks) {
      if (blocks.put(number, block) == null) {
        heldBytes += block.length;
      }
      var eldest = blocks.entrySet().iterator();
      while (heldBytes > limitBytes && blocks.size() > 1) {
        heldBytes -= eldest.next().getValue().length;
        eldest.remove();
      }
    }
    return block;
  }
}
