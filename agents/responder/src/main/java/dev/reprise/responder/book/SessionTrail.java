// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.book;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which recorded session the values in live calls have led to.
 *
 * <p><b>Threads:</b> thread-safe. <b>Bounds:</b> the values used last are kept; one that leads to
 * two sessions tells nothing from then on.
 */
final class SessionTrail {

  /** No session is known. */
  static final int UNKNOWN = -1;

  private static final int KEPT = 65_536;
  private static final Integer SEVERAL = -2;

  private final Map<String, Integer> sessions =
      new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > KEPT;
        }
      };

  /** The session that the first telling value leads to; {@link #UNKNOWN} when none does. */
  synchronized int find(Collection<String> marks) {
    for (String mark : marks) {
      int session = sessions.getOrDefault(mark, UNKNOWN);
      if (session >= 0) {
        return session;
      }
    }
    return UNKNOWN;
  }

  /** Notes where the values of a call have led. */
  synchronized void note(Collection<String> marks, int session) {
    if (session < 0) {
      return;
    }
    for (String mark : marks) {
      sessions.merge(mark, session, (before, now) -> before.equals(now) ? now : SEVERAL);
    }
  }
}
