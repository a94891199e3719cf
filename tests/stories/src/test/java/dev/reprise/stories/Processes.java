// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.stories;

import dev.reprise.fixtures.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts Java programs, and kills them. */
public final class Processes {

  private static final Duration END_LIMIT = Duration.ofMinutes(1);

  private Processes() {}

  /** The beginning of a command: this JDK, with these options. */
  public static List<String> java(String... options) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.addAll(List.of(options));
    return command;
  }

  /** Runs a command to its end, and forgets what it says; gives its exit status. */
  public static int run(List<String> command, Map<String, String> environment) {
    return run(joined(command), environment, ProcessBuilder.Redirect.DISCARD);
  }

  /** Runs a command to its end, with its output in a file; gives its exit status. */
  public static int run(List<String> command, Map<String, String> environment, Path output) {
    return run(joined(command), environment, ProcessBuilder.Redirect.to(output.toFile()));
  }

  /**
   * Runs a command to its end, with what it prints in a file and what it says on the way shown;
   * gives its exit status.
   */
  public static int print(List<String> command, Map<String, String> environment, Path printed) {
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    return run(builder, environment, ProcessBuilder.Redirect.to(printed.toFile()));
  }

  private static ProcessBuilder joined(List<String> command) {
    return new ProcessBuilder(command).redirectErrorStream(true);
  }

  private static int run(
      ProcessBuilder builder, Map<String, String> environment, ProcessBuilder.Redirect output) {
    builder.environment().putAll(environment);
    builder.redirectOutput(output);
    try {
      return builder.start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + builder.command(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Starts a command that goes on, and that ends with this JVM. */
  public static Process start(List<String> command, Map<String, String> environment, Path log) {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command, e);
    }
  }

  /** {@code kill -9}, waiting until it is gone. */
  public static void kill(long pid) {
    var process =
        ProcessHandle.of(pid)
            .orElseThrow(() -> new IllegalStateException("no process has the id " + pid));
    process.destroyForcibly();
    Eventually.holds(END_LIMIT, () -> !process.isAlive());
  }

  /** {@code kill}, waiting until it is gone. */
  public static void end(Process process) {
    process.destroy();
    Eventually.holds(END_LIMIT, () -> !process.isAlive());
  }
}
