// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.figures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Where something was measured.
 *
 * @param cores how many processors there are
 * @param processor what they call themselves
 * @param load how many processes wanted to run, on average, in the minute before
 */
public record Machine(int cores, String processor, double load) {

  /** This one, now. */
  public static Machine here() {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        line(Path.of("/proc/cpuinfo"), "model name"),
        firstNumber(Path.of("/proc/loadavg")));
  }

  /** One line. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d × %s, Linux %s, Java %s; load before: %.1f",
        cores,
        processor,
        System.getProperty("os.version"),
        System.getProperty("java.version"),
        load);
  }

  private static String line(Path file, String key) {
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException _) {
      return "unknown"; // not on every system
    }
  }

  private static double firstNumber(Path file) {
    try {
      var text = Files.readString(file);
      return Double.parseDouble(text.substring(0, text.indexOf(' ')));
    } catch (IOException _) {
      return 0; // not on every system
    }
  }
}
