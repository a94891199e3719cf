// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.analysis;

import dev.reprise.traffic.rules.Maker;
import java.util.Arrays;

/**
 * Who sent each identifier first: where, and in which session. Open addressing in flat arrays, by
 * hash; the values themselves are not kept.
 *
 * <p><b>Bounds:</b> 21 bytes a slot, at most {@code maxEntries}. When it is full, values that were
 * seen only once and not lately are forgotten, then the oldest; {@link #forgotten} counts them.
 *
 * <p><b>Threads:</b> one.
 */
final class ValueTable {

  static final int ABSENT = -1;
  static final int NO_SESSION = -1;

  private static final int FIRST_CAPACITY = 1 << 12;
  private static final double MAX_LOAD = 0.75;
  private static final int BY_CLIENT = 0b00;
  private static final int BY_DEPENDENCY = 0b01;
  private static final int BY_SUT = 0b10;
  private static final int MAKER_BITS = 0b11;
  private static final int SEEN_AGAIN = 0b0100;
  private static final int SHARED = 0b1000;

  private final int maxEntries;

  private long[] keys = new long[FIRST_CAPACITY];
  private byte[] flags = new byte[FIRST_CAPACITY];
  private int[] places = new int[FIRST_CAPACITY];
  private int[] sessions = new int[FIRST_CAPACITY];
  private int[] born = new int[FIRST_CAPACITY];
  private int entries;
  private long forgotten;

  ValueTable(int maxEntries) {
    this.maxEntries = maxEntries;
  }

  /** The slot of a value, valid until the next {@link #add}; {@link #ABSENT} if it is not known. */
  int find(long key) {
    int mask = keys.length - 1;
    for (int slot = slotOf(key, mask); keys[slot] != 0; slot = (slot + 1) & mask) {
      if (keys[slot] == key) {
        return slot;
      }
    }
    return ABSENT;
  }

  /**
   * Adds a value that is not there.
   *
   * @param place the number of the place it was seen at
   * @param session the number of the session, or {@link #NO_SESSION}
   * @param ordinal of the pair
   */
  void add(long key, Maker maker, int place, int session, int ordinal) {
    if (entries >= maxEntries) {
      forget();
    }
    if (entries >= keys.length * MAX_LOAD) {
      rebuild(keys.length * 2, Integer.MIN_VALUE, false);
    }
    put(key, flagOf(maker), place, session, ordinal);
  }

  private void put(long key, byte flag, int place, int session, int ordinal) {
    int mask = keys.length - 1;
    int slot = slotOf(key, mask);
    while (keys[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    keys[slot] = key;
    flags[slot] = flag;
    places[slot] = place;
    sessions[slot] = session;
    born[slot] = ordinal;
    entries++;
  }

  Maker maker(int slot) {
    return switch (flags[slot] & MAKER_BITS) {
      case BY_CLIENT -> Maker.CLIENT;
      case BY_DEPENDENCY -> Maker.DEPENDENCY;
      default -> Maker.SUT;
    };
  }

  private static byte flagOf(Maker maker) {
    return switch (maker) {
      case CLIENT -> BY_CLIENT;
      case DEPENDENCY -> BY_DEPENDENCY;
      case SUT -> BY_SUT;
    };
  }

  int place(int slot) {
    return places[slot];
  }

  int session(int slot) {
    return sessions[slot];
  }

  int born(int slot) {
    return born[slot];
  }

  /** Whether the value belongs to no single session. */
  boolean isShared(int slot) {
    return (flags[slot] & SHARED) != 0;
  }

  /** Notes that the value was seen again, in a session. */
  void sawAgain(int slot, int session) {
    flags[slot] |= SEEN_AGAIN;
    if (session != NO_SESSION && sessions[slot] != NO_SESSION && session != sessions[slot]) {
      flags[slot] |= SHARED;
    }
  }

  int size() {
    return entries;
  }

  /** How many values were forgotten at the bound. */
  long forgotten() {
    return forgotten;
  }

  private void forget() {
    int before = entries;
    int recent = medianBirth();
    rebuild(keys.length, recent, true);
    if (entries > maxEntries / 4 * 3) {
      rebuild(keys.length, recent, false);
    }
    forgotten += before - entries;
  }

  /** When half of the values had been seen, from a sample. */
  private int medianBirth() {
    int step = Math.max(1, keys.length / FIRST_CAPACITY);
    int[] sample = new int[FIRST_CAPACITY];
    int found = 0;
    for (int slot = 0; slot < keys.length && found < sample.length; slot += step) {
      if (keys[slot] != 0) {
        sample[found++] = born[slot];
      }
    }
    Arrays.sort(sample, 0, found);
    return found == 0 ? Integer.MAX_VALUE : sample[found / 2];
  }

  /** Keeps what was born after a moment, and on request what was seen again. */
  private void rebuild(int capacity, int bornAfter, boolean keepSeenAgain) {
    long[] oldKeys = keys;
    byte[] oldFlags = flags;
    int[] oldPlaces = places;
    int[] oldSessions = sessions;
    int[] oldBorn = born;
    keys = new long[capacity];
    flags = new byte[capacity];
    places = new int[capacity];
    sessions = new int[capacity];
    born = new int[capacity];
    entries = 0;
    for (int slot = 0; slot < oldKeys.length; slot++) {
      boolean seenAgain = (oldFlags[slot] & SEEN_AGAIN) != 0;
      if (oldKeys[slot] != 0 && (oldBorn[slot] > bornAfter || (keepSeenAgain && seenAgain))) {
        put(oldKeys[slot], oldFlags[slot], oldPlaces[slot], oldSessions[slot], oldBorn[slot]);
      }
    }
  }

  private static int slotOf(long key, int mask) {
    return (int) (key ^ (key >>> 32)) & mask;
  }
}
