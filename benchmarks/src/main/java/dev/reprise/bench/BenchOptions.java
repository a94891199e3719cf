// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench;

import dev.reprise.bench.load.Effort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What every benchmark can be told. */
final class BenchOptions {

  @Option(
      names = "--rounds",
      defaultValue = "3",
      paramLabel = "N",
      description = "How often every subject has its turn (default: ${DEFAULT-VALUE}).")
  private int rounds = 3;

  @Option(
      names = "--seconds",
      defaultValue = "2",
      paramLabel = "N",
      description = "How long each turn is (default: ${DEFAULT-VALUE}).")
  private int seconds = 2;

  @Option(
      names = "--quick",
      description = "One round of a second and short warm-ups: shows that it works, no more.")
  private boolean isQuick;

  @Option(names = "--own-only", description = "Measure Reprise only: needs no other program.")
  private boolean isOwnOnly;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write every measurement to this file.")
  private Optional<Path> json = Optional.empty();

  @Option(names = "--write-docs", description = "Replace the section in docs/performance.md.")
  private boolean isForDocs;

  Effort effort() {
    return isQuick
        ? new Effort(1, Duration.ofSeconds(1), isOwnOnly, true)
        : new Effort(rounds, Duration.ofSeconds(seconds), isOwnOnly, false);
  }

  /** The same for another process, except for the file. */
  List<String> arguments() {
    var arguments = new ArrayList<String>();
    arguments.add("--rounds=" + rounds);
    arguments.add("--seconds=" + seconds);
    if (isQuick) {
      arguments.add("--quick");
    }
    if (isOwnOnly) {
      arguments.add("--own-only");
    }
    if (isForDocs) {
      arguments.add("--write-docs");
    }
    return arguments;
  }

  Optional<Path> json() {
    return json;
  }

  boolean isForDocs() {
    return isForDocs;
  }
}
