// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.part;

import java.time.Duration;

/**
 * How long a part may take.
 *
 * @param start from the launch to readiness; past it the process is ended and counts as failed
 * @param stop from SIGTERM to the exit; past it the process and its descendants are killed
 */
public record Limits(Duration start, Duration stop) {

  /** Right for a process that starts in seconds even on a busy machine. */
  public static final Limits USUAL = new Limits(Duration.ofSeconds(120), Duration.ofSeconds(20));

  public Limits {
    if (start.isNegative() || start.isZero() || stop.isNegative() || stop.isZero()) {
      throw new IllegalArgumentException("limits must be positive: " + start + ", " + stop);
    }
  }
}
