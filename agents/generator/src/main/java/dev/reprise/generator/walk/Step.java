// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.walk;

import dev.reprise.traffic.snapshot.RecordedRequest;

/**
 * One request of a walk.
 *
 * <p><b>Threads:</b> confined to the walk's event loop.
 */
public final class Step {

  private final RecordedRequest recorded;
  private final long intendedNanos;
  private long freeNanos;
  private long number;

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

  long recordedStartNanos() {
    return recorded.pair().timing().startNanos();
  }

  /** When the recorded answer was whole; never, where there was none. */
  long recordedEndNanos() {
    long end = recorded.pair().timing().responseEndNanos();
    return end == 0 ? Long.MAX_VALUE : end;
  }

  /** Its place in the walk. */
  long number() {
    return number;
  }

  void number(long place) {
    number = place;
  }

  /** Nothing before it is open any more. */
  void free(long nowNanos) {
    freeNanos = Math.max(freeNanos, nowNanos);
  }
}
