// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.book;

import java.util.Comparator;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/**
 * The numbers of candidates, grouped by a key; within a group in their order.
 *
 * <p><b>Threads:</b> immutable. <b>Bounds:</b> 12 bytes a candidate.
 */
final class Runs {

  private final long[] keys;
  private final int[] numbers;

  /**
   * A group.
   *
   * @param from where it starts among all
   * @param to where it ends
   */
  record Run(int from, int to) {

    int size() {
      return to - from;
    }
  }

  private Runs(long[] keys, int[] numbers) {
    this.keys = keys;
    this.numbers = numbers;
  }

  static Runs of(int count, IntToLongFunction keyOf) {
    int[] numbers =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparingLong((Integer number) -> keyOf.applyAsLong(number)))
            .mapToInt(Integer::intValue)
            .toArray();
    long[] keys = new long[count];
    for (int i = 0; i < count; i++) {
      keys[i] = keyOf.applyAsLong(numbers[i]);
    }
    return new Runs(keys, numbers);
  }

  /** The group of a key; an empty one when there is none. */
  Run find(long key) {
    int from = firstNotBelow(key);
    return new Run(from, key == Long.MAX_VALUE ? keys.length : firstNotBelow(key + 1));
  }

  /** The number at a place among all. */
  int numberAt(int place) {
    return numbers[place];
  }

  private int firstNotBelow(long key) {
    int low = 0;
    int high = keys.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (keys[middle] < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
