// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process that a benchmark owns, with those that it starts in turn.
 *
 * <p><b>Ownership:</b> {@link #close} ends all of them; so does the end of this process, and where
 * that is killed, {@code timeout} ends them after {@link #LONGEST}.
 *
 * <p><b>Threads:</b> methods block; confined to one.
 */
public final class Child implements AutoCloseable {

  /** How long any of them may run. */
  public static final Duration LONGEST = Duration.ofMinutes(15);

  private static final Duration GRACE = Duration.ofSeconds(20);
  private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().unstarted(() -> ALIVE.forEach(Child::end)));
  }

  private final String name;
  private final Process process;
  private final Path log;

  private Child(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a process.
   *
   * @param log for all that it prints
   */
  public static Child start(
      String name, List<String> command, Map<String, String> environment, Path log) {
    var bounded =
        new ArrayList<>(List.of("timeout", "-k", "5", Long.toString(LONGEST.toSeconds())));
    bounded.addAll(command);
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      var builder = new ProcessBuilder(bounded);
      builder.environment().putAll(environment);
      var process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
      process.getOutputStream().close();
      ALIVE.add(process);
      return new Child(name, process, log);
    } catch (IOException e) {
      throw new BenchException("%s could not be started: %s".formatted(name, e.getMessage()), e);
    }
  }

  /** Waits until it listens on a port. */
  public Child awaitPort(int port, Duration limit) {
    requireWithin(limit, () -> Ports.isListening(port), "listen on port " + port);
    return this;
  }

  /** Waits until a file is there, and reads it. */
  public String awaitFile(Path file, Duration limit) {
    requireWithin(limit, () -> Files.exists(file), "write " + file.getFileName());
    return read(file);
  }

  /** Waits until it has printed a text. */
  public void awaitText(String text, Duration limit) {
    requireWithin(limit, () -> printed().contains(text), "say '" + text + "'");
  }

  private void requireWithin(
      Duration limit, java.util.function.BooleanSupplier condition, String what) {
    boolean met = Pause.until(limit, () -> condition.getAsBoolean() || !process.isAlive());
    if (!met || !process.isAlive()) {
      throw new BenchException(
          "%s did not %s within %d s. It last said: %s"
              .formatted(name, what, limit.toSeconds(), lastLines(8)));
    }
  }

  /** Waits for its end; gives its exit status. */
  public int await(Duration limit) throws InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new BenchException(
          "%s did not end within %d s. It last said: %s"
              .formatted(name, limit.toSeconds(), lastLines(8)));
    }
    ALIVE.remove(process);
    return process.exitValue();
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Asks it to end in order; {@link #await} waits for that. */
  public void askToEnd() {
    process.destroy(); // timeout hands it on
  }

  /** Lets it, and all its threads, run on these processors only, e.g. {@code 0}. */
  public void pin(String cores) {
    tree().forEach(one -> Cores.pin(one.pid(), cores));
  }

  /** Processor time used so far, by it and by those of its processes that live. */
  public Duration cpu() {
    return tree().map(one -> ProcessFacts.cpu(one.pid())).reduce(Duration.ZERO, Duration::plus);
  }

  /** Memory that it holds now. */
  public long rssBytes() {
    return tree().mapToLong(one -> ProcessFacts.rssBytes(one.pid())).sum();
  }

  /** All that it has printed. */
  public String printed() {
    return read(log);
  }

  private String lastLines(int count) {
    var lines = printed().lines().toList();
    return String.join(" | ", lines.subList(Math.max(0, lines.size() - count), lines.size()));
  }

  // The process that was started is timeout's.
  private Stream<ProcessHandle> tree() {
    return process.descendants();
  }

  /** Asks it to end, and makes it end when it does not. */
  @Override
  public void close() {
    end(process);
    ALIVE.remove(process);
  }

  private static void end(Process process) {
    var tree = process.descendants().toList();
    process.destroy(); // timeout hands it on
    try {
      if (!process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
        tree.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      tree.forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
