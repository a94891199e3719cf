// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.traffic;

import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options by which commands choose a span of time. */
public final class TimeOptions {

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = Moment.Converter.class,
      description = "From this time on: ISO-8601, or how long ago, such as 15m, 2h, 1d.")
  private Optional<Moment> from = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = Moment.Converter.class,
      description = "Before this time: ISO-8601, or how long ago, such as 15m, 2h, 1d.")
  private Optional<Moment> to = Optional.empty();

  /** The start in nanoseconds since the epoch; 0 when open. */
  public long fromNanos(Clock clock) {
    return from.map(moment -> moment.epochNanos(clock)).orElse(0L);
  }

  /** The end in nanoseconds since the epoch; 0 when open. */
  public long toNanos(Clock clock) {
    return to.map(moment -> moment.epochNanos(clock)).orElse(0L);
  }
}
