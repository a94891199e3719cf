// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A text as C takes it when it may hold zero bytes: where it is, and how long. */
record NativeText(MemorySegment address, long length) {

  /** The UTF-8 bytes of a text. */
  static NativeText of(Arena arena, String text) {
    return copy(arena, text.getBytes(UTF_8));
  }

  /** The bytes in a text's characters. */
  static NativeText ofBytes(Arena arena, String bytes) {
    return copy(arena, bytes.getBytes(ISO_8859_1));
  }

  private static NativeText copy(Arena arena, byte[] bytes) {
    MemorySegment segment = arena.allocate(bytes.length + 1L); // never of length zero
    MemorySegment.copy(bytes, 0, segment, JAVA_BYTE, 0, bytes.length);
    return new NativeText(segment, bytes.length);
  }
}
