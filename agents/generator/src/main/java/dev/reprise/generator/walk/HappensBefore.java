// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.walk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which open requests a new one must wait for: those that had been answered before it began in the
 * recording, of its session and of none; one without a session waits for all such. Globally, every
 * request counts as one without a session.
 *
 * <p>Requests begin in recorded order, so whoever waits is overtaken by nobody of its session: each
 * session has a line, and only the head of a line can become free. It is free once the earliest
 * recorded answer of the open requests before it is later than its own beginning.
 *
 * <p><b>Threads:</b> confined to one. <b>Cost:</b> logarithmic in the open requests; an answer to a
 * request without a session looks at the head of every session's line.
 */
final class HappensBefore {

  private static final int NO_SESSION = -1;

  private static final Comparator<Step> BY_RECORDED_END =
      Comparator.comparingLong(Step::recordedEndNanos).thenComparingLong(Step::number);

  private final boolean global;
  private final TreeSet<Step> all = new TreeSet<>(BY_RECORDED_END);
  private final Map<Integer, Line> lines = new HashMap<>();
  private long next;

  /** The open requests of one session, or those of none. */
  private static final class Line {
    final SortedSet<Step> open;
    final ArrayDeque<Step> waiting = new ArrayDeque<>();

    Line(SortedSet<Step> open) {
      this.open = open;
    }
  }

  private HappensBefore(boolean global) {
    this.global = global;
  }

  static HappensBefore bySession() {
    return new HappensBefore(false);
  }

  static HappensBefore global() {
    return new HappensBefore(true);
  }

  /**
   * Takes the next request in recorded order.
   *
   * @return whether it may go at once; else {@link #answered} gives it when it may
   */
  boolean add(Step step) {
    step.number(next++);
    int session = sessionOf(step);
    var line = lines.computeIfAbsent(session, _ -> newLine());
    boolean isFree = line.waiting.isEmpty() && isFree(step, session, line);
    if (!isFree) {
      line.waiting.add(step);
    }
    line.open.add(step);
    all.add(step);
    return isFree;
  }

  /** Takes an answered request out; gives those that may go now, in their order. */
  List<Step> answered(Step step, long nowNanos) {
    int session = sessionOf(step);
    var left = lines.get(session);
    if (left == null || !left.open.remove(step)) {
      throw new IllegalStateException("a request was answered that is not open");
    }
    all.remove(step);
    var free = new ArrayList<Step>(2);
    if (session == NO_SESSION) {
      lines.forEach((number, line) -> release(number, line, free, nowNanos));
    } else {
      release(session, free, nowNanos);
      release(NO_SESSION, free, nowNanos);
    }
    if (left.open.isEmpty() && session != NO_SESSION) {
      lines.remove(session);
    }
    if (free.size() > 1) {
      free.sort(Comparator.comparingLong(Step::number));
    }
    return free;
  }

  // Where there is one line only, all that are open are in it.
  private Line newLine() {
    return new Line(global ? all : new TreeSet<>(BY_RECORDED_END));
  }

  /** How many are open, waiting ones included. */
  int open() {
    return all.size();
  }

  private void release(int session, List<Step> free, long nowNanos) {
    var line = lines.get(session);
    if (line != null) {
      release(session, line, free, nowNanos);
    }
  }

  private void release(int session, Line line, List<Step> free, long nowNanos) {
    var head = line.waiting.peek();
    while (head != null && isFree(head, session, line)) {
      head.free(nowNanos);
      free.add(line.waiting.remove());
      head = line.waiting.peek();
    }
  }

  private boolean isFree(Step step, int session, Line line) {
    if (session == NO_SESSION) {
      return !holdsUp(all, step);
    }
    var sessionless = lines.get(NO_SESSION);
    return !holdsUp(line.open, step) && (sessionless == null || !holdsUp(sessionless.open, step));
  }

  // Those behind it began no earlier, so they can be first only where all before it end later.
  private static boolean holdsUp(SortedSet<Step> open, Step step) {
    if (open.isEmpty()) {
      return false;
    }
    var first = open.first();
    return first.number() < step.number() && first.recordedEndNanos() <= step.recordedStartNanos();
  }

  private int sessionOf(Step step) {
    var session = step.recorded().session();
    return session.isKnown() && !global ? session.number() : NO_SESSION;
  }
}
