// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.child;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * An application that runs as a child of a command, with its whole family of processes.
 *
 * <p><b>Ownership:</b> {@link #close} ends it; so does the end of this process.
 *
 * <p><b>Threads:</b> blocking; for the command's own thread.
 */
public final class ChildApplication implements AutoCloseable {

  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final int CONNECT_MILLIS = 500;
  private static final long POLL_NANOS = 50_000_000L;

  private final Process process;
  private final Thread endWithUs;

  private ChildApplication(Process process) {
    this.process = process;
    this.endWithUs = new Thread(() -> endFamily(process), "end-child");
    Runtime.getRuntime().addShutdownHook(endWithUs);
  }

  /**
   * Starts a command with additional environment variables.
   *
   * @param log where its output goes; empty lets it share ours
   * @throws AppException if it cannot be started
   */
  public static ChildApplication start(
      List<String> command, Map<String, String> environment, Optional<Path> log) {
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    log.map(Path::toFile)
        .ifPresentOrElse(
            (File file) ->
                builder
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(file)),
            builder::inheritIO);
    try {
      return new ChildApplication(builder.start());
    } catch (IOException e) {
      throw new AppException(
          ErrorKind.USER,
          "COMMAND_NOT_STARTED",
          "The command '%s' could not be started: %s."
              .formatted(command.getFirst(), e.getMessage()),
          "Check that it exists and may be executed; give its full path if it is not on PATH.",
          Map.of("command", command.getFirst()),
          e);
    }
  }

  /**
   * Waits until something listens on a port of this machine.
   *
   * @throws AppException if the application ends or the time runs out before that
   */
  public void awaitListening(String host, int port, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!isListening(host, port)) {
      if (!process.isAlive()) {
        throw new AppException(
            ErrorKind.UPSTREAM,
            "APPLICATION_ENDED",
            "The application ended with status %d before it listened on %s:%d."
                .formatted(process.exitValue(), host, port),
            "Its own output says why; run it without Reprise to compare.");
      }
      if (System.nanoTime() > deadline) {
        throw new AppException(
            ErrorKind.UPSTREAM,
            "APPLICATION_NOT_LISTENING",
            "Nothing listens on %s:%d after %d s.".formatted(host, port, timeout.toSeconds()),
            "Check --app-port, or give it longer with --app-timeout.");
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /** Whether something accepts connections there. */
  public static boolean isListening(String host, int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for its end, or this long; gives its exit status, or 0 where it still runs. */
  public int await(Optional<Duration> limit) throws InterruptedException {
    if (limit.isEmpty()) {
      return process.waitFor();
    }
    return process.waitFor(limit.get().toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : 0;
  }

  /** Calls back once it has ended. */
  public void whenEnded(Runnable action) {
    process.onExit().thenRun(action).exceptionally(_ -> null);
  }

  /** Ends it and every process it started; by force after ten seconds. */
  @Override
  public void close() {
    endFamily(process);
    try {
      Runtime.getRuntime().removeShutdownHook(endWithUs);
    } catch (IllegalStateException shuttingDown) {
      // The hook runs already, and finds nothing left to do.
    }
  }

  private static void endFamily(Process parent) {
    var family = parent.descendants().toList();
    parent.destroy();
    family.forEach(ProcessHandle::destroy);
    if (!awaitEnd(parent.toHandle())) {
      parent.destroyForcibly();
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
}
