// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.book;

import dev.reprise.responder.book.Runs.Run;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of several alike a walk has used.
 *
 * <p><b>Threads:</b> confined to its walk's lock. <b>Cost:</b> a group is never searched twice:
 * each keeps how far all of it is used.
 */
final class Usage {

  private final Alike alike;
  private final BitSet used = new BitSet();
  private final Map<Run, Integer> reachedByMasked = new HashMap<>();
  private final Map<Run, Integer> reachedBySession = new HashMap<>();
  private int last = -1;

  Usage(Alike alike) {
    this.alike = alike;
  }

  Alike alike() {
    return alike;
  }

  /** Takes one, so that others come first from now on. */
  void take(int number) {
    used.set(number);
    last = number;
  }

  /** The one that was taken last; -1 before any was. */
  int last() {
    return last;
  }

  /** The next of all; -1 when all are used. */
  int next() {
    int number = used.nextClearBit(0);
    return number < alike.count() ? number : -1;
  }

  /** The next with the same masked values; -1 when all are used. */
  int nextMasked(Run run) {
    return next(run, alike.byMasked(), reachedByMasked);
  }

  /** The next of a session; -1 when all are used, or it has none. */
  int nextOfSession(int session) {
    return session < 0 ? -1 : next(alike.ofSession(session), alike.bySession(), reachedBySession);
  }

  /** The next few, those of a session before others. */
  List<Integer> upcoming(int session, int limit) {
    var upcoming = new ArrayList<Integer>();
    if (nextOfSession(session) >= 0) {
      var run = alike.ofSession(session);
      int place = reachedBySession.getOrDefault(run, run.from());
      for (; place < run.to() && upcoming.size() < limit; place++) {
        int number = alike.bySession().numberAt(place);
        if (!used.get(number)) {
          upcoming.add(number);
        }
      }
    }
    int number = next();
    while (number >= 0 && number < alike.count() && upcoming.size() < limit) {
      if (session < 0 || alike.entry(number).session() != session) {
        upcoming.add(number);
      }
      number = used.nextClearBit(number + 1);
    }
    return upcoming;
  }

  private int next(Run run, Runs runs, Map<Run, Integer> reached) {
    int place = reached.getOrDefault(run, run.from());
    while (place < run.to() && used.get(runs.numberAt(place))) {
      place++;
    }
    reached.put(run, place);
    return place < run.to() ? runs.numberAt(place) : -1;
  }
}
