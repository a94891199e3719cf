// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.load;

import dev.reprise.bench.process.BenchException;
import dev.reprise.bench.process.Cores;
import dev.reprise.bench.process.DebianPackage;
import dev.reprise.bench.process.Tool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The load generator wrk, one thread of it: as fast as the server answers.
 *
 * @param connections how many it keeps busy
 * @param cores where it runs
 * @param script a Lua script that makes its requests
 */
public record Wrk(int connections, String cores, Optional<Path> script) {

  private static final Duration SPARE = Duration.ofSeconds(20);
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([\\d.]+)");
  private static final Pattern P99 = Pattern.compile("99%\\s+([\\d.]+)(us|ms|s)");
  private static final Pattern COUNT = Pattern.compile("(\\d+) requests in");
  private static final Pattern BAD =
      Pattern.compile("(Non-2xx or 3xx responses: \\d+|Socket errors: .*)");

  /** Without a script, on the processor of the load. */
  public static Wrk of(int connections) {
    return new Wrk(connections, Cores.OTHERS, Optional.empty());
  }

  /**
   * What it saw.
   *
   * @param requests answered
   * @param perSecond of them
   * @param p99Millis of the time from sending to the whole answer
   */
  public record Seen(long requests, double perSecond, double p99Millis) {}

  /**
   * Loads a server for so long, in whole seconds.
   *
   * @throws BenchException if any request failed: the measurement is void
   */
  public Seen run(int port, String path, Duration time) {
    var url = "http://127.0.0.1:" + port + path;
    DebianPackage.WRK.require();
    var command =
        new ArrayList<>(
            List.of(
                "wrk",
                "-t1",
                "-c" + connections,
                "-d" + time.toSeconds() + "s",
                "--timeout",
                "10s",
                "--latency"));
    script.ifPresent(file -> command.addAll(List.of("-s", file.toString())));
    command.add(url);
    var printed = Tool.run(time.plus(SPARE), Cores.on(cores, command));
    var bad = BAD.matcher(printed);
    if (bad.find()) {
      throw new BenchException("The load on %s did not go well: %s".formatted(url, bad.group()));
    }
    var p99 = find(P99, printed);
    return new Seen(
        Long.parseLong(find(COUNT, printed).group(1)),
        Double.parseDouble(find(RATE, printed).group(1)),
        Double.parseDouble(p99.group(1)) * millis(p99.group(2)));
  }

  private static Matcher find(Pattern pattern, String printed) {
    var matcher = pattern.matcher(printed);
    if (!matcher.find()) {
      throw new BenchException("wrk printed something else than expected: " + printed.strip());
    }
    return matcher;
  }

  private static double millis(String unit) {
    return switch (unit) {
      case "us" -> 0.001;
      case "ms" -> 1;
      default -> 1000;
    };
  }
}
