// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How much processor time this process has used, from {@code /proc/self/stat} where there is one.
 */
final class OwnCpu {

  private static final Path STAT = Path.of("/proc/self/stat");
  private static final long NANOS_A_TICK = 10_000_000; // Linux shows user time in hundredths
  private static final int USER_FIELD = 11; // after the name in parentheses, counted from 0
  private static final int SYSTEM_FIELD = 12;

  private OwnCpu() {}

  /** User and system time so far. */
  static Duration used() {
    try {
      var text = Files.readString(STAT, StandardCharsets.US_ASCII);
      var fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = Long.parseLong(fields[USER_FIELD]) + Long.parseLong(fields[SYSTEM_FIELD]);
      return Duration.ofNanos(ticks * NANOS_A_TICK);
    } catch (IOException _) {
      return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }
  }
}
