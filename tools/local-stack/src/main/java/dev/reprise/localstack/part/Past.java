// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.part;

import java.time.Duration;

/**
 * What a part has behind it, as far as the next decision needs it.
 *
 * @param failures ends in a row without a stable run between them
 * @param wasReady whether it has ever been ready
 */
public record Past(int failures, boolean wasReady) {

  /** The past of a part that was never launched. */
  public static final Past NONE = new Past(0, false);

  /** So often is a part tried that has never been ready. */
  public static final int FIRST_ATTEMPTS = 3;

  private static final Duration STABLE = Duration.ofSeconds(60);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final int MOST_DOUBLINGS = 7;

  Past afterExit(Duration ranFor) {
    boolean stable = wasReady && ranFor.compareTo(STABLE) >= 0;
    return new Past(stable ? 1 : failures + 1, wasReady);
  }

  Past ready() {
    return new Past(failures, true);
  }

  boolean isHopeless() {
    return !wasReady && failures >= FIRST_ATTEMPTS;
  }

  /** How long to wait before the next attempt: doubling, within bounds. */
  public Duration pause() {
    int doublings = Math.clamp(failures - 1L, 0, MOST_DOUBLINGS);
    Duration pause = FIRST_PAUSE.multipliedBy(1L << doublings);
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }
}
