// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.walk;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which open requests a new one must wait for: those that had been answered before it began in the
 * recording, of its session and of none; one without a session waits for all such. Globally, every
 * request counts as one without a session.
 *
 * <p><b>Threads:</b> confined to one. <b>Cost:</b> a new request looks at the open ones of its
 * session, or at all open ones when it has none.
 */
final class HappensBefore {

  private static final int NO_SESSION = -1;

  private final boolean global;
  private final Map<Integer, Set<Step>> open = new HashMap<>();
  private int count;

  private HappensBefore(boolean global) {
    this.global = global;
  }

  static HappensBefore bySession() {
    return new HappensBefore(false);
  }

  static HappensBefore global() {
    return new HappensBefore(true);
  }

  /** Takes the next request in recorded order. */
  void add(Step step) {
    int session = sessionOf(step);
    long start = step.recorded().pair().timing().startNanos();
    if (session == NO_SESSION) {
      open.values().forEach(steps -> waitFor(step, start, steps));
    } else {
      waitFor(step, start, open.getOrDefault(session, Set.of()));
      waitFor(step, start, open.getOrDefault(NO_SESSION, Set.of()));
    }
    open.computeIfAbsent(session, _ -> new LinkedHashSet<>()).add(step);
    count++;
  }

  private static void waitFor(Step step, long start, Set<Step> earlier) {
    for (Step other : earlier) {
      if (other.recordedEndNanos() <= start) {
        step.waitFor(other);
      }
    }
  }

  /** Takes an answered request out; gives those that may go now, in their order. */
  List<Step> answered(Step step, long nowNanos) {
    int session = sessionOf(step);
    var steps = open.get(session);
    if (steps == null || !steps.remove(step)) {
      throw new IllegalStateException("a request was answered that is not open");
    }
    if (steps.isEmpty()) {
      open.remove(session);
    }
    count--;
    return step.release(nowNanos);
  }

  /** How many are open, waiting ones included. */
  int open() {
    return count;
  }

  private int sessionOf(Step step) {
    var session = step.recorded().session();
    return session.isKnown() && !global ? session.number() : NO_SESSION;
  }
}
