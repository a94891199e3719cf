// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.tour;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs commands of {@code reprise} as a user would. */
final class CommandLineTool {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> start;

  /** Runs this jar of the command line. */
  CommandLineTool(Path jar) {
    this.start =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "--enable-native-access=ALL-UNNAMED",
            "-jar",
            jar.toString());
  }

  /** Runs a command to its end, its output shown; gives its exit status. */
  int run(List<String> arguments, Map<String, String> environment)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(with(arguments));
    builder.environment().putAll(environment);
    // Standard output is for the tour's own figures.
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    return builder.start().waitFor();
  }

  /**
   * Runs a command to its end and reads what it printed.
   *
   * @throws TourException if it did not exit with 0
   */
  JsonNode json(String... arguments) throws IOException, InterruptedException {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--output", "json"));
    var builder = new ProcessBuilder(with(all));
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    var process = builder.start();
    byte[] printed = process.getInputStream().readAllBytes();
    int status = process.waitFor();
    if (status != 0) {
      throw new TourException(
          "'reprise %s' exited with %d".formatted(String.join(" ", arguments), status));
    }
    return JSON.readTree(new String(printed, StandardCharsets.UTF_8));
  }

  /** Starts a command that runs until it is told to end. */
  Process start(List<String> arguments, Map<String, String> environment, Path log)
      throws IOException {
    var builder = new ProcessBuilder(with(arguments));
    builder.environment().putAll(environment);
    return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  private List<String> with(List<String> arguments) {
    var command = new ArrayList<>(start);
    command.addAll(arguments);
    return command;
  }
}
