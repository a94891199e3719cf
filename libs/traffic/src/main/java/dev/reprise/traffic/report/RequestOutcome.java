// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.report;

import dev.reprise.traffic.diff.Difference;
import dev.reprise.traffic.pair.PairId;
import java.util.List;

/**
 * What became of one replayed request.
 *
 * @param pair the recorded pair
 * @param endpoint method and path template
 * @param recordedStatus as recorded
 * @param status as answered; 0 when no answer came
 * @param error why no answer came; empty when one did
 * @param times when
 * @param differences between the recorded and the live answer, judged or not
 * @param guesses how many places were tolerated on a guess
 * @param walk who sent it
 */
public record RequestOutcome(
    PairId pair,
    String endpoint,
    int recordedStatus,
    int status,
    String error,
    Times times,
    List<Difference> differences,
    int guesses,
    Walk walk) {

  /** Copies the list. */
  public RequestOutcome {
    differences = List.copyOf(differences);
  }

  /**
   * When a request should have left, left, and was answered, in nanoseconds since the epoch.
   *
   * @param recordedDurationNanos how long the recorded answer took
   */
  public record Times(
      long intendedStartNanos, long actualStartNanos, long endNanos, long recordedDurationNanos) {

    /** From when it left. */
    public long serviceNanos() {
      return Math.max(0, endNanos - actualStartNanos);
    }

    /** From when it should have left. */
    public long responseNanos() {
      return Math.max(0, endNanos - intendedStartNanos);
    }
  }

  /**
   * Who sent a request.
   *
   * @param session the run's session: one virtual user's one cycle of one recorded session
   * @param vuser from 0
   * @param cycle from 0
   */
  public record Walk(String session, int vuser, int cycle) {}
}
