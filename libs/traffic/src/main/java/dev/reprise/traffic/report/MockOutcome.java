// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.report;

import dev.reprise.traffic.diff.Difference;
import java.util.List;
import java.util.Locale;

/**
 * What became of one call to a dependency.
 *
 * @param result whether a recorded answer was served
 * @param host the dependency
 * @param endpoint method and path template
 * @param pair the recorded pair that was served, or on a miss the nearest one, as {@code
 *     capture/sequence}; empty when there is none
 * @param choice how it was chosen: {@code exact}, {@code order} or {@code reused}; empty on a miss
 * @param differences on a miss, the fields that differ from the nearest recorded request
 * @param startNanos when the call came, since the epoch
 * @param durationNanos until it was answered
 * @param request method and target, as it came; values that may be secrets are masked
 */
public record MockOutcome(
    Result result,
    String host,
    String endpoint,
    String pair,
    String choice,
    List<Difference> differences,
    long startNanos,
    long durationNanos,
    String request) {

  /** Copies the list. */
  public MockOutcome {
    differences = List.copyOf(differences);
  }

  /** Whether a recorded answer was served. */
  public enum Result {
    /** It was. */
    MATCH,
    /** Nothing like it was recorded. */
    MISS,
    /** Nothing like it was recorded, and the real dependency was asked. */
    PASSTHROUGH;

    /** In lower case. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
