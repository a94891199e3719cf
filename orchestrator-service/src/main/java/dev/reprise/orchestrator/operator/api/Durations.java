// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.api;

import java.time.Duration;
import java.util.regex.Matcher;

/** Durations as people write them in Kubernetes: {@code 90s}, {@code 1h30m}. */
public final class Durations {

  /** What they look like. */
  public static final String PATTERN = "^([0-9]{1,9}(ms|s|m|h))+$";

  private static final java.util.regex.Pattern WHOLE = java.util.regex.Pattern.compile(PATTERN);
  private static final java.util.regex.Pattern PART =
      java.util.regex.Pattern.compile("([0-9]+)(ms|s|m|h)");

  private Durations() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it does not look like one
   */
  public static Duration parse(String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "a duration looks like '90s' or '1h30m', this does not: '" + text + "'");
    }
    var sum = Duration.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      long number = Long.parseLong(part.group(1));
      sum =
          sum.plus(
              switch (part.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofHours(number); // the pattern leaves nothing else
              });
    }
    return sum;
  }
}
