// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.analysis;

import dev.reprise.traffic.snapshot.Session;
import dev.reprise.traffic.snapshot.SessionBasis;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The session of each pair, by the pair's place in the total order. A session has the number of the
 * pair that opened it.
 *
 * <p><b>Bounds:</b> eight bytes a pair, and a bit.
 */
final class SessionLog {

  private int[] numbers = new int[1024];
  private @Nullable SessionBasis[] bases = new SessionBasis[1024]; // null past the count
  private int count;
  private final BitSet joined = new BitSet();

  /** Notes the session of the next pair. */
  void add(int session, SessionBasis basis) {
    if (count == numbers.length) {
      int capacity = count + (count >> 1);
      numbers = Arrays.copyOf(numbers, capacity);
      bases = Arrays.copyOf(bases, capacity);
    }
    if (session != count && session != ValueTable.NO_SESSION) {
      joined.set(session);
    }
    numbers[count] = session;
    bases[count++] = basis;
  }

  int numberOf(int ordinal) {
    return numbers[ordinal];
  }

  /** The session of a pair, now that all are known: one that nobody joined is none. */
  Session of(int ordinal) {
    int number = numbers[ordinal];
    var basis = bases[ordinal];
    if (basis != null && basis != SessionBasis.NONE) {
      return new Session(number, basis);
    }
    // It opened a session without a mark of its own: others joined by what it had made, or none
    // did.
    return number == ordinal && joined.get(ordinal)
        ? new Session(number, SessionBasis.VALUE)
        : Session.NONE;
  }
}
