// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.key;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** When a key ends, as people give it. */
sealed interface Expiry {

  /** It does not. */
  record Never() implements Expiry {}

  /** So long from now. */
  record After(Duration duration) implements Expiry {}

  /** At a point of the calendar. */
  record At(Instant instant) implements Expiry {}

  /** In nanoseconds since the epoch; 0 for never. */
  default long epochNanos(Clock clock) {
    return switch (this) {
      case Never() -> 0;
      case After(var duration) -> nanos(clock.instant().plus(duration));
      case At(var instant) -> nanos(instant);
    };
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }

  /** Reads one. */
  final class Converter implements ITypeConverter<Expiry> {

    private static final Pattern AFTER = Pattern.compile("([0-9]{1,5})([hd])");

    @Override
    public Expiry convert(String text) {
      var after = AFTER.matcher(text.toLowerCase(Locale.ROOT));
      if (text.equalsIgnoreCase("never")) {
        return new Never();
      }
      if (after.matches()) {
        long count = Long.parseLong(after.group(1));
        return new After(
            after.group(2).equals("h") ? Duration.ofHours(count) : Duration.ofDays(count));
      }
      try {
        return new At(Instant.parse(text));
      } catch (DateTimeParseException e) {
        throw new TypeConversionException(
            "'%s' is no time for a key to end. Give how long it holds, e.g. 12h or 90d, ISO-8601 in UTC, or never."
                .formatted(text));
      }
    }
  }
}
