// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.traffic;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A point in time as people give it. */
public sealed interface Moment {

  /** A point of the calendar. */
  record At(Instant instant) implements Moment {}

  /** As long ago, counted from when it is asked for. */
  record Ago(Duration duration) implements Moment {}

  /** In nanoseconds since the epoch. */
  default long epochNanos(Clock clock) {
    Instant instant =
        switch (this) {
          case At(Instant given) -> given;
          case Ago(Duration duration) -> clock.instant().minus(duration);
        };
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }

  /** Reads one: ISO-8601 in UTC, or a number and a unit. */
  final class Converter implements ITypeConverter<Moment> {

    private static final Pattern AGO = Pattern.compile("([0-9]{1,9})([smhd])");

    @Override
    public Moment convert(String text) {
      var ago = AGO.matcher(text.toLowerCase(Locale.ROOT));
      if (ago.matches()) {
        return new Ago(duration(Long.parseLong(ago.group(1)), ago.group(2)));
      }
      try {
        return new At(Instant.parse(text));
      } catch (DateTimeParseException e) {
        throw new TypeConversionException(
            "'%s' is no time. Give ISO-8601 in UTC, e.g. 2026-11-23T10:00:00Z, or how long ago, e.g. 15m (s, m, h, d)."
                .formatted(text));
      }
    }

    private static Duration duration(long count, String unit) {
      return switch (unit) {
        case "s" -> Duration.ofSeconds(count);
        case "m" -> Duration.ofMinutes(count);
        case "h" -> Duration.ofHours(count);
        default -> Duration.ofDays(count);
      };
    }
  }
}
