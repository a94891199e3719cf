// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.child;

import dev.reprise.command.Interruption;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An application that runs as a child of a command, with its whole family of processes. What it
 * prints goes to standard error: standard output is for the command's results.
 *
 * <p><b>Ownership:</b> {@link #close} ends it.
 *
 * <p><b>Threads:</b> blocking; for the command's own thread.
 */
public final class ChildApplication implements AutoCloseable {

  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final long POLL_MILLIS = 50;
  // Takes the place of the shell, so that the process is the application's own.
  private static final List<String> ON_STANDARD_ERROR =
      List.of("sh", "-c", "exec \"$@\" >&2", "sh");

  private final Process process;
  private final Optional<ListenAddress> address;
  private volatile boolean isClosing;

  /**
   * What to start.
   *
   * @param command the program and its arguments
   * @param environment variables besides our own
   * @param address where it will listen, if it is known
   * @param log where its output goes; empty for standard error
   */
  public record Start(
      List<String> command,
      Map<String, String> environment,
      Optional<ListenAddress> address,
      Optional<Path> log) {

    /** Copies list and map. */
    public Start {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
    }
  }

  private ChildApplication(Process process, Optional<ListenAddress> address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts a command.
   *
   * @throws AppException if it cannot be started, or something listens where it would
   */
  public static ChildApplication start(Start start) {
    String program = start.command().getFirst();
    if (!isExecutable(program)) {
      throw notStarted(program, "there is no such program", null);
    }
    start
        .address()
        .filter(ListenAddress::isListening)
        .ifPresent(taken -> {
          throw new AppException(
              ErrorKind.USER,
              "APPLICATION_PORT_TAKEN",
              "Something listens on %s already, so '%s' is not started there."
                  .formatted(taken, program),
              "End what listens there, or leave COMMAND out to use it as it runs.");
        });
    var builder = new ProcessBuilder(arguments(start)).redirectInput(Redirect.INHERIT);
    builder.environment().putAll(start.environment());
    start
        .log()
        .map(Path::toFile)
        .ifPresentOrElse(
            (File file) ->
                builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(file)),
            builder::inheritIO);
    try {
      return new ChildApplication(builder.start(), start.address());
    } catch (IOException e) {
      throw notStarted(program, e.getMessage(), e);
    }
  }

  private static List<String> arguments(Start start) {
    if (start.log().isPresent()) {
      return start.command();
    }
    var arguments = new ArrayList<>(ON_STANDARD_ERROR);
    arguments.addAll(start.command());
    return arguments;
  }

  private static boolean isExecutable(String program) {
    if (program.contains(File.separator)) {
      return isProgram(Path.of(program));
    }
    var folders = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(folders.split(File.pathSeparator, -1))
        .anyMatch(folder -> isProgram(Path.of(folder, program)));
  }

  private static boolean isProgram(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }

  /**
   * Waits until it listens where it was said to, if that was said.
   *
   * @throws AppException if the application ends or the time runs out before that
   */
  public void awaitListening(Duration timeout) throws InterruptedException {
    if (address.isEmpty()) {
      return;
    }
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!address.get().isListening()) {
      if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new AppException(
            ErrorKind.UPSTREAM,
            "APPLICATION_ENDED",
            "The application ended with status %d before it listened on %s."
                .formatted(process.exitValue(), address.get()),
            "Its own output says why; run it without Reprise to compare.");
      }
      if (System.nanoTime() > deadline) {
        throw new AppException(
            ErrorKind.UPSTREAM,
            "APPLICATION_NOT_LISTENING",
            "The application runs, but nothing listens on %s after %d s."
                .formatted(address.get(), timeout.toSeconds()),
            "Check --app-port, or give it longer with --app-timeout.");
      }
    }
  }

  /** Waits for its end, or this long. */
  public void await(Optional<Duration> limit) throws InterruptedException {
    if (limit.isEmpty()) {
      process.waitFor();
    } else {
      var _ = process.waitFor(limit.get().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Its exit status; empty while it runs. */
  public OptionalInt status() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /** Calls back once it has ended by itself. */
  public void whenEnded(Runnable action) {
    process
        .onExit()
        .thenRun(() -> {
          if (!isClosing) {
            action.run();
          }
        })
        .exceptionally(_ -> null);
  }

  /** Ends it and every process it started; by force after ten seconds. */
  @Override
  public void close() {
    isClosing = true;
    Interruption.shield(this::endFamily);
  }

  private void endFamily() {
    var family = process.descendants().toList();
    process.destroy();
    family.forEach(ProcessHandle::destroy);
    if (!awaitEnd(process.toHandle())) {
      process.destroyForcibly();
    }
    for (ProcessHandle relative : family) {
      if (!awaitEnd(relative)) {
        relative.destroyForcibly();
      }
    }
  }

  private static boolean awaitEnd(ProcessHandle process) {
    try {
      process.onExit().get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException e) {
      return !process.isAlive();
    }
  }

  private static AppException notStarted(
      String program, @Nullable String reason, @Nullable Exception cause) {
    return new AppException(
        ErrorKind.USER,
        "COMMAND_NOT_STARTED",
        "The command '%s' could not be started: %s.".formatted(program, reason),
        "Check that it exists and may be executed; give its full path if it is not on PATH.",
        Map.of("command", program),
        cause);
  }
}
