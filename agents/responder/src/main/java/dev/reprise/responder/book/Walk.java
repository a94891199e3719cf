// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.book;

import dev.reprise.responder.book.Choice.How;
import dev.reprise.responder.book.Runs.Run;
import dev.reprise.traffic.binding.ValueMap;
import java.util.HashMap;
import java.util.Map;

/**
 * One pass of the generator through the recording, seen from the side of the dependencies: what is
 * bound in it, and which recorded calls it has used.
 *
 * <p><b>Threads:</b> thread-safe.
 */
final class Walk {

  /** How many of those alike are looked into to tell them apart. */
  static final int LOOKED_INTO = 32;

  private final String name;
  private final ValueMap values = new ValueMap();
  private final Map<Long, Usage> usages = new HashMap<>();

  /**
   * @param name as the generator calls it; may be empty
   */
  Walk(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  ValueMap values() {
    return values;
  }

  /**
   * Chooses one of several alike, and takes it.
   *
   * @param session of the recording that the call seems to belong to; negative when unknown
   */
  synchronized Choice choose(LiveCall call, Alike alike, int session, RecordedMocks mocks) {
    var usage = usages.computeIfAbsent(call.signature().hash(), _ -> new Usage(alike));
    long masked = call.signature().maskedHash(text -> values.recorded(text).orElse(text));
    var run = alike.withMasked(masked);
    if (run.size() == 1) {
      return taken(usage, alike.byMasked().numberAt(run.from()), How.EXACT);
    }
    if (!call.traits().isEmpty()) {
      var told = told(call, usage, session, mocks);
      if (told.number() >= 0) {
        return taken(usage, told.number(), told.how());
      }
    }
    return run.size() == 0 ? inOrder(usage, session) : inRun(usage, run, session);
  }

  private static Choice taken(Usage usage, int number, How how) {
    usage.take(number);
    return new Choice(usage.alike().entry(number), how);
  }

  private record Told(int number, How how) {}

  /** Of the next few the one that agrees best, or else the first that nothing speaks against. */
  private Told told(LiveCall call, Usage usage, int session, RecordedMocks mocks) {
    int best = -1;
    int bestLikeness = Traits.CONTRADICTION / 2;
    boolean shared = false;
    for (int number : usage.upcoming(session, LOOKED_INTO)) {
      int likeness = call.traits().likeness(mocks.traits(usage.alike().entry(number)), values);
      if (likeness > bestLikeness) {
        best = number;
        bestLikeness = likeness;
        shared = false;
      } else if (likeness == bestLikeness) {
        shared = true;
      }
    }
    return new Told(best, shared || bestLikeness <= 0 ? How.ORDER : How.EXACT);
  }

  /** Of those with the same masked values: the next of the session, the next, the last again. */
  private static Choice inRun(Usage usage, Run run, int session) {
    var masked = usage.alike().byMasked();
    int next = usage.nextMasked(run);
    if (next < 0) {
      return taken(usage, masked.numberAt(run.to() - 1), How.REUSED);
    }
    int ofSession = usage.nextOfSession(session);
    boolean inRun =
        ofSession >= 0
            && usage.alike().entry(ofSession).masked() == usage.alike().entry(next).masked();
    return taken(usage, inRun ? ofSession : next, How.ORDER);
  }

  private static Choice inOrder(Usage usage, int session) {
    int ofSession = usage.nextOfSession(session);
    int next = ofSession < 0 ? usage.next() : ofSession;
    return next < 0
        ? taken(usage, Math.max(0, usage.last()), How.REUSED)
        : taken(usage, next, How.ORDER);
  }
}
