// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.serve;

import dev.reprise.traffic.diff.Difference;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.report.MockOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a call is answered with, and why.
 *
 * @param result whether a recorded answer is served
 * @param answer null closes the connection without one
 * @param delayNanos how long the answer is held back
 * @param basis what was found in the recording
 */
public record Reply(
    MockOutcome.Result result, @Nullable Response answer, long delayNanos, Basis basis) {

  /**
   * What was found in the recording.
   *
   * @param signature of the call, in 16 hexadecimal digits
   * @param pair that was served, or on a miss the nearest one; empty when there is none
   * @param choice how it was chosen; empty on a miss
   * @param differences on a miss, from the nearest one
   */
  public record Basis(String signature, String pair, String choice, List<Difference> differences) {

    /** Copies the list. */
    public Basis {
      differences = List.copyOf(differences);
    }
  }
}
