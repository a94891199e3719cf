// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.figures;

import dev.reprise.bench.process.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * Where something was measured.
 *
 * @param cores how many processors there are
 * @param processor what they call themselves
 * @param load how many processes wanted to run, on average, in the minute before
 * @param busyPercent how much of its processors others used in the second before
 */
public record Machine(int cores, String processor, double load, double busyPercent) {

  private static final double QUIET_PERCENT = 10;
  private static final int IDLE = 3; // of the fields of /proc/stat, and the next is waiting

  /** This one, now. */
  public static Machine here() {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        line(Path.of("/proc/cpuinfo"), "model name"),
        firstNumber(Path.of("/proc/loadavg")),
        busy());
  }

  /** Whether nothing else went on to speak of. */
  public boolean isQuiet() {
    return busyPercent <= QUIET_PERCENT;
  }

  private static double busy() {
    var before = Ticks.now();
    Pause.lasting(Duration.ofSeconds(1));
    var after = Ticks.now();
    double all = Math.max(1, after.all() - before.all());
    return 100 * (1 - (after.idle() - before.idle()) / all);
  }

  /** What the processors have done since the start of the system. */
  private record Ticks(long all, long idle) {

    static Ticks now() {
      try (var lines = Files.lines(Path.of("/proc/stat"))) {
        long[] fields =
            Arrays.stream(lines.findFirst().orElse("").split(" +", -1))
                .skip(1)
                .limit(8) // those after are counted in the first already
                .mapToLong(Long::parseLong)
                .toArray();
        return new Ticks(Arrays.stream(fields).sum(), fields[IDLE] + fields[IDLE + 1]);
      } catch (IOException _) {
        return new Ticks(0, 0); // not on every system
      }
    }
  }

  /** One line. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d × %s, Linux %s, Java %s; load before: %.1f, others used %.0f %% of the processors",
        cores,
        processor,
        System.getProperty("os.version"),
        System.getProperty("java.version"),
        load,
        busyPercent);
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
