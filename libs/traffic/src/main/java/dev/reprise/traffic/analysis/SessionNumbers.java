// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.analysis;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The integers that each session has lately seen, and who sent them first: an integer can only be
 * told from chance by where it was before, in the same session.
 *
 * <p><b>Bounds:</b> {@link #PER_SESSION} numbers of {@link #SESSIONS} sessions, the latest of each.
 */
final class SessionNumbers {

  /** The number is not known in the session. */
  static final int UNKNOWN = -2;

  /** The number was sent first by the client or a dependency. */
  static final int FOREIGN = -1;

  private static final int PER_SESSION = 64;
  private static final int SESSIONS = 4096;

  private final Map<Integer, Ring> rings =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Ring> eldest) {
          return size() > SESSIONS;
        }
      };

  private static final class Ring {
    private final long[] values = new long[PER_SESSION];
    private final int[] origins = new int[PER_SESSION];
    private int count;
  }

  /** The number of the place a value came from, or {@link #FOREIGN} or {@link #UNKNOWN}. */
  int originOf(int session, long value) {
    var ring = rings.get(session);
    if (ring == null) {
      return UNKNOWN;
    }
    for (int i = 0; i < Math.min(ring.count, PER_SESSION); i++) {
      if (ring.values[i] == value) {
        return ring.origins[i];
      }
    }
    return UNKNOWN;
  }

  /** Notes a value that is not known yet. */
  void add(int session, long value, int origin) {
    var ring = rings.computeIfAbsent(session, _ -> new Ring());
    int slot = ring.count++ % PER_SESSION;
    ring.values[slot] = value;
    ring.origins[slot] = origin;
    if (ring.count == 2 * PER_SESSION) {
      ring.count = PER_SESSION; // keeps the slot and never overflows
    }
  }
}
