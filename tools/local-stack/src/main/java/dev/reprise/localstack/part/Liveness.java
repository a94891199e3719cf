// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.part;

import java.net.URI;
import java.time.Duration;

/**
 * How a part that was ready shows that it has not hung: it is asked again and again, and after so
 * many failures in a row it is killed and started anew.
 *
 * @param sign what it is asked
 * @param every the pause after an answer, or after a failure
 * @param within how long an answer may take
 * @param failures how many in a row are one too many; a machine that is busy for a moment is no
 *     hanging part
 */
public record Liveness(Sign sign, Duration every, Duration within, int failures) {

  private static final Duration USUAL_PAUSE = Duration.ofSeconds(5);
  private static final Duration USUAL_LIMIT = Duration.ofSeconds(10);
  private static final int USUAL_FAILURES = 3;

  /** What a part is asked. Any answer will do: whether it is of use is another question. */
  public sealed interface Sign {}

  /**
   * A GET, answered with any status.
   *
   * @param uri what is asked
   */
  public record Http(URI uri) implements Sign {}

  /**
   * Some bytes on a connection of their own, answered with at least one.
   *
   * @param port on the loopback interface
   * @param requestHex the bytes, in hexadecimal
   */
  public record Reply(int port, String requestHex) implements Sign {}

  public Liveness {
    if (every.isNegative() || within.isNegative() || within.isZero() || failures < 1) {
      throw new IllegalArgumentException(
          "a part cannot be asked every %s, to answer within %s, and be ended after %d failures"
              .formatted(every, within, failures));
    }
  }

  /** Right for a process on a busy machine: one that hangs is found within 45 s. */
  public static Liveness usual(Sign sign) {
    return new Liveness(sign, USUAL_PAUSE, USUAL_LIMIT, USUAL_FAILURES);
  }

  /** What went wrong with a part that is ended for it, in words for a log. */
  public String complaint() {
    return "it did not answer %d times in a row, within %.1f s each"
        .formatted(failures, within.toMillis() / 1000.0);
  }
}
