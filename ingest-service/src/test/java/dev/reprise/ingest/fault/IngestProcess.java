// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reprise.fixtures.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A running ingest-service, as it is packaged, in a process that can be killed and suspended. */
final class IngestProcess implements AutoCloseable {

  private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  private final Process process;
  private final int port;
  private final Path log;

  /**
   * Starts one and waits until it is ready.
   *
   * @param settings as system properties
   * @param password of the warehouse
   */
  IngestProcess(int port, Map<String, String> settings, String password, Path log) {
    this.port = port;
    this.log = log;
    var builder = new ProcessBuilder(command(port, settings));
    builder.environment().put("REPRISE_WAREHOUSE_PASSWORD", password);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start ingest-service", e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    Eventually.holds(START_LIMIT, () -> isReady() || !process.isAlive(), this::toString);
    if (!process.isAlive()) {
      throw new AssertionError("It ended at its start: " + this);
    }
  }

  private static List<String> command(int port, Map<String, String> settings) {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.log.console.color=false",
                "-Dquarkus.log.category.\"dev.reprise.ingest\".level=DEBUG"));
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(List.of("-jar", JAR.toAbsolutePath().toString()));
    return command;
  }

  private boolean isReady() {
    try {
      var health = URI.create("http://%s/q/health/ready".formatted(address())).toURL();
      var connection = (HttpURLConnection) health.openConnection();
      connection.setConnectTimeout(1_000);
      connection.setReadTimeout(5_000);
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException _) {
      return false; // it does not listen yet
    }
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  int port() {
    return port;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** How many lines of its log have this in them. */
  long logged(String words) {
    try (var lines = Files.lines(log, UTF_8)) {
      return lines.filter(line -> line.contains(words)).count();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + log, e);
    }
  }

  /** Whether it was last told that a partition is its own. */
  boolean owns(String partition) {
    return logged("Partition is ours partition=" + partition + " ")
        > logged("Partition is given up partition=" + partition);
  }

  /** Waits until it has said this, so many times in all. */
  void awaitLogged(String words, long times) {
    Eventually.holds(
        Pipeline.LIMIT,
        () -> logged(words) >= times,
        () -> "'%s' was said %d times of %d; %s".formatted(words, logged(words), times, this));
  }

  /** {@code kill -9}. */
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** {@code kill}: it may end in good order. */
  void end() {
    process.destroy();
    awaitEnd();
  }

  /** {@code kill -STOP}: it stands still, and neither ends nor answers. */
  void suspend() {
    signal("STOP");
  }

  /** {@code kill -CONT}: it goes on as if nothing had happened. */
  void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      int status =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
              .inheritIO()
              .start()
              .waitFor();
      if (status != 0) {
        throw new AssertionError("kill -%s exited with %d".formatted(name, status));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("there is no command 'kill'", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void awaitEnd() {
    Eventually.holds(Pipeline.LIMIT, () -> !process.isAlive(), this::toString);
  }

  @Override
  public String toString() {
    return "ingest-service, whose log is " + log.toAbsolutePath();
  }

  @Override
  public void close() {
    kill();
  }
}
