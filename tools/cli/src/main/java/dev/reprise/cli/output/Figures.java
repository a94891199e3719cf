// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.output;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Figures with their units, as people read them. */
public final class Figures {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);

  private Figures() {}

  /**
   * The time of a moment in nanoseconds since the epoch, as people of a zone read it; empty for 0.
   */
  public static String time(long epochNanos, ZoneId zone) {
    return epochNanos == 0 ? "" : TIME.format(instant(epochNanos).atZone(zone));
  }

  /** ISO-8601 in UTC, for programs; empty for 0. */
  public static String isoTime(long epochNanos) {
    return epochNanos == 0 ? "" : instant(epochNanos).toString();
  }

  /** e.g. {@code 1.5 ms}. */
  public static String millis(double millis) {
    return String.format(Locale.ROOT, millis < 10 ? "%.2f ms" : "%.0f ms", millis);
  }

  /** e.g. {@code 12.5 %} of a share between 0 and 1. */
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", share * 100);
  }

  /** e.g. {@code 1.4 MiB}. */
  public static String bytes(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    return bytes < 1024 * 1024
        ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
        : String.format(Locale.ROOT, "%.1f MiB", bytes / 1024.0 / 1024.0);
  }

  private static Instant instant(long epochNanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(epochNanos, 1_000_000_000L), Math.floorMod(epochNanos, 1_000_000_000L));
  }
}
