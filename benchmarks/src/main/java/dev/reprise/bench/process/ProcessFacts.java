// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What Linux tells of a process; zero when it is gone. */
final class ProcessFacts {

  private static final long NANOS_A_TICK = 10_000_000; // shown in hundredths of a second
  private static final int USER_FIELD = 11; // after the name in parentheses, counted from 0
  private static final int SYSTEM_FIELD = 12;
  private static final long KIBIBYTE = 1024;

  private ProcessFacts() {}

  static Duration cpu(long pid) {
    var text = read(Path.of("/proc", Long.toString(pid), "stat"));
    if (text.isEmpty()) {
      return Duration.ZERO;
    }
    var fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[USER_FIELD]) + Long.parseLong(fields[SYSTEM_FIELD]);
    return Duration.ofNanos(ticks * NANOS_A_TICK);
  }

  static long rssBytes(long pid) {
    return read(Path.of("/proc", Long.toString(pid), "status"))
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIBIBYTE)
        .sum();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      return ""; // it has ended
    }
  }
}
