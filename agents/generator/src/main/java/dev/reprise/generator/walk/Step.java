// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.walk;

import dev.reprise.traffic.snapshot.RecordedRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * One request of a walk.
 *
 * <p><b>Threads:</b> confined to the walk's event loop.
 */
public final class Step {

  private final RecordedRequest recorded;
  private final long intendedNanos;
  private final List<Step> waiting = new ArrayList<>(2);
  private int blockers;
  private long freeNanos;

  Step(RecordedRequest recorded, long intendedNanos) {
    this.recorded = recorded;
    this.intendedNanos = intendedNanos;
    this.freeNanos = intendedNanos;
  }

  /** What was recorded. */
  public RecordedRequest recorded() {
    return recorded;
  }

  /** When it should leave. */
  public long intendedNanos() {
    return intendedNanos;
  }

  /** When it could leave at the earliest: intended, and nothing before it still open. */
  public long freeNanos() {
    return freeNanos;
  }

  /** When the recorded answer was whole; never, where there was none. */
  long recordedEndNanos() {
    long end = recorded.pair().timing().responseEndNanos();
    return end == 0 ? Long.MAX_VALUE : end;
  }

  boolean isFree() {
    return blockers == 0;
  }

  void waitFor(Step earlier) {
    earlier.waiting.add(this);
    blockers++;
  }

  /** Those that waited for this one and now for nothing more. */
  List<Step> release(long nowNanos) {
    var free = new ArrayList<Step>(waiting.size());
    for (Step step : waiting) {
      if (--step.blockers == 0) {
        step.freeNanos = Math.max(step.freeNanos, nowNanos);
        free.add(step);
      }
    }
    return free;
  }
}
