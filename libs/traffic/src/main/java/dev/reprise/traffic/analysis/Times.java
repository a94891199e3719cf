// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.analysis;

import dev.reprise.traffic.value.ValueType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.OptionalLong;

/** Reads the day of a time, whatever its type. */
final class Times {

  private static final long SECONDS_A_DAY = 86_400;

  private Times() {}

  /** Whether a value is a time at most a day from a moment. */
  static boolean isNear(ValueType type, String text, long nanos) {
    long day = nanos / 1_000_000_000 / SECONDS_A_DAY;
    var other = dayOf(type, text);
    return other.isPresent() && Math.abs(other.getAsLong() - day) <= 1;
  }

  private static OptionalLong dayOf(ValueType type, String text) {
    return switch (type) {
      case EPOCH_SECONDS -> OptionalLong.of(whole(text) / SECONDS_A_DAY);
      case EPOCH_MILLIS -> OptionalLong.of(whole(text) / 1_000 / SECONDS_A_DAY);
      case EPOCH_MICROS -> OptionalLong.of(whole(text) / 1_000_000 / SECONDS_A_DAY);
      case EPOCH_NANOS -> OptionalLong.of(whole(text) / 1_000_000_000 / SECONDS_A_DAY);
      case ISO_TIME -> parsed(() -> LocalDate.parse(text.substring(0, 10)));
      case HTTP_DATE ->
          parsed(
              () -> OffsetDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toLocalDate());
      case JWT, UUID, ULID, HEX, OPAQUE, NUMBER, BOOLEAN, PLAIN -> OptionalLong.empty();
    };
  }

  private static long whole(String number) {
    int dot = number.indexOf('.');
    return Long.parseLong(number, 0, dot < 0 ? number.length() : dot, 10);
  }

  private interface Parse {
    LocalDate day();
  }

  /** Looks like a date and may yet be none, such as 31 February. */
  private static OptionalLong parsed(Parse parse) {
    try {
      return OptionalLong.of(parse.day().toEpochDay());
    } catch (DateTimeException _) {
      return OptionalLong.empty();
    }
  }
}
