// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.supervise;

import dev.reprise.localstack.home.Home;
import dev.reprise.localstack.home.PidFile;
import dev.reprise.localstack.part.ExitReason;
import dev.reprise.localstack.part.Part;
import dev.reprise.localstack.part.PartEvent;
import dev.reprise.localstack.part.Readiness;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * One launch of a part: its process, the pump of its output, and the watch for its end.
 *
 * <p><b>Threads:</b> started and ended by the supervisor's thread; what it tells comes on virtual
 * threads, so {@code events} must hand over.
 *
 * <p><b>Ownership:</b> the process' standard input is kept open as long as the supervisor lives, so
 * that a part may take its end for the supervisor's.
 */
final class RunningPart {

  private static final Duration OUTPUT_AFTER_EXIT = Duration.ofMillis(500);

  private final Part part;
  private final RotatingLog log;
  private final Consumer<PartEvent> events;
  private final Process process;
  private final Instant since = Instant.now();
  private final long startNanos = System.nanoTime();

  /**
   * @throws IOException if the program cannot be run
   */
  RunningPart(
      Part part, List<String> command, Home home, RotatingLog log, Consumer<PartEvent> events)
      throws IOException {
    this.part = part;
    this.log = log;
    this.events = events;
    var builder = new ProcessBuilder(command);
    builder.directory(home.logs().toFile()).redirectErrorStream(true);
    builder.environment().putAll(part.env());
    this.process = builder.start();
    PidFile.write(home.pidFile(part.name()), process.toHandle());
  }

  /** Begins to pump and to watch. */
  void watch() {
    Thread pump =
        Thread.startVirtualThread(
            () -> new LineReader(this::onLine).readAll(process.getInputStream()));
    Thread.startVirtualThread(() -> awaitExit(pump));
  }

  private void onLine(String line) {
    log.append(line);
    if (part.readiness() instanceof Readiness.Line(String prefix) && line.startsWith(prefix)) {
      events.accept(new PartEvent.BecameReady());
    }
  }

  private void awaitExit(Thread pump) {
    try {
      int exitValue = process.waitFor();
      // What it wrote last tells why it ended; a descendant that holds the pipe must not delay us.
      pump.join(OUTPUT_AFTER_EXIT);
      Duration ranFor = Duration.ofNanos(System.nanoTime() - startNanos);
      events.accept(new PartEvent.Exited(ExitReason.of(exitValue, log.lastLines()), ranFor));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Asks the process to end. By its handle, since {@link Process#destroy} also closes the pipes,
   * and a process that cannot write any more neither tells why it ended nor writes its start-up
   * cache.
   */
  void terminate() {
    process.toHandle().destroy();
  }

  /** Ends the process and everything it started, at once. */
  void kill() {
    List<ProcessHandle> below = process.descendants().toList();
    process.toHandle().destroyForcibly();
    below.forEach(ProcessHandle::destroyForcibly);
  }

  long pid() {
    return process.pid();
  }

  Instant since() {
    return since;
  }
}
