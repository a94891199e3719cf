// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.replay;

import java.time.Clock;
import java.time.Instant;

/** The time as replays keep it. */
public final class EpochNanos {

  private static final long PER_SECOND = 1_000_000_000L;

  private EpochNanos() {}

  /** Nanoseconds since the epoch. */
  public static long now(Clock clock) {
    Instant now = clock.instant();
    return now.getEpochSecond() * PER_SECOND + now.getNano();
  }
}
