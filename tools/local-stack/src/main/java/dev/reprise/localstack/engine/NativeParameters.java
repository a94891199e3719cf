// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** A statement's named parameters as the four parallel arrays that C takes. */
record NativeParameters(
    MemorySegment names,
    MemorySegment nameLengths,
    MemorySegment values,
    MemorySegment valueLengths,
    long count) {

  static NativeParameters of(Arena arena, Map<String, String> parameters) {
    int room = parameters.size() + 1; // never of length zero
    NativeParameters arrays =
        new NativeParameters(
            arena.allocate(ADDRESS, room),
            arena.allocate(JAVA_LONG, room),
            arena.allocate(ADDRESS, room),
            arena.allocate(JAVA_LONG, room),
            parameters.size());
    int index = 0;
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      arrays.set(
          index++,
          NativeText.of(arena, parameter.getKey()),
          NativeText.of(arena, parameter.getValue()));
    }
    return arrays;
  }

  private void set(int index, NativeText name, NativeText value) {
    names.setAtIndex(ADDRESS, index, name.address());
    nameLengths.setAtIndex(JAVA_LONG, index, name.length());
    values.setAtIndex(ADDRESS, index, value.address());
    valueLengths.setAtIndex(JAVA_LONG, index, value.length());
  }
}
