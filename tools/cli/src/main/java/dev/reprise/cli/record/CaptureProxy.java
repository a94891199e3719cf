// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reprise.cli.output.Progress;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The capture proxy as a process beside the application.
 *
 * <p><b>Ownership:</b> {@link #close} lets it flush what it has seen and ends it.
 *
 * <p><b>Threads:</b> blocking; for the command's own thread.
 */
final class CaptureProxy implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final Duration FLUSH_LIMIT = Duration.ofSeconds(60);
  private static final long POLL_NANOS = 50_000_000L;
  private static final int LOG_LINES = 20;

  private final Process process;
  private final Path readyFile;
  private final JsonNode ready;
  private final Path caDirectory;
  private final Progress progress;
  private final Path log;
  private final Thread endWithUs;

  /** What to record, and where it goes. */
  record Settings(
      String service,
      String ingestAddress,
      String token,
      Ports ports,
      List<String> hostMap,
      Upstream upstream,
      Optional<Long> bodyLimitBytes) {}

  /**
   * Where the application and the proxy listen; 0 is none for the application, any for the proxy.
   */
  record Ports(String appHost, int appPort, int inboundPort, int outboundPort) {}

  /** How dependencies' certificates are checked. */
  record Upstream(List<Path> cas, boolean isInsecure) {}

  private CaptureProxy(
      Process process, Path readyFile, Path caDirectory, Path log, Progress progress) {
    this.process = process;
    this.readyFile = readyFile;
    this.caDirectory = caDirectory;
    this.log = log;
    this.progress = progress;
    this.endWithUs = new Thread(process::destroy, "end-capture-proxy");
    Runtime.getRuntime().addShutdownHook(endWithUs);
    this.ready = awaitReady();
  }

  /**
   * Starts it and waits until it listens.
   *
   * @throws AppException if it does not
   */
  static CaptureProxy start(Path home, Settings settings, Progress progress) {
    Path caDirectory = home.resolve("ca");
    try {
      Files.createDirectories(home.resolve("logs"));
      Path folder = Files.createTempDirectory("reprise-record");
      Path readyFile = folder.resolve("ready.json");
      Path log = home.resolve("logs").resolve("capture-proxy.log");
      var builder = new ProcessBuilder(command(home, settings, caDirectory, readyFile));
      builder.environment().put("REPRISE_TOKEN", settings.token());
      builder.redirectErrorStream(true).redirectOutput(log.toFile());
      return new CaptureProxy(builder.start(), readyFile, caDirectory, log, progress);
    } catch (IOException e) {
      throw new AppException(
          ErrorKind.INTERNAL,
          "CAPTURE_PROXY_NOT_STARTED",
          "The capture proxy could not be started: %s.".formatted(e.getMessage()),
          "Build it with './reprise build'.",
          Map.of(),
          e);
    }
  }

  private static List<String> command(
      Path home, Settings settings, Path caDirectory, Path readyFile) {
    var command =
        new ArrayList<String>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                jar().toString(),
                "--service",
                settings.service(),
                "--outbound-port",
                Integer.toString(settings.ports().outboundPort()),
                "--ca-dir",
                caDirectory.toString(),
                "--ingest",
                settings.ingestAddress(),
                "--spool-dir",
                home.resolve("spool").toString(),
                "--ready-file",
                readyFile.toString()));
    if (settings.ports().appPort() != 0) {
      command.addAll(
          List.of(
              "--inbound-port",
              Integer.toString(settings.ports().inboundPort()),
              "--app-host",
              settings.ports().appHost(),
              "--app-port",
              Integer.toString(settings.ports().appPort())));
    }
    settings.hostMap().forEach(entry -> command.addAll(List.of("--map", entry)));
    settings
        .upstream()
        .cas()
        .forEach(ca -> command.addAll(List.of("--upstream-ca", ca.toString())));
    if (settings.upstream().isInsecure()) {
      command.add("--upstream-insecure");
    }
    settings
        .bodyLimitBytes()
        .ifPresent(bytes -> command.addAll(List.of("--body-limit", Long.toString(bytes))));
    return command;
  }

  private static Path jar() {
    String root = Optional.ofNullable(System.getenv("REPRISE_ROOT")).orElse(".");
    return Path.of(root, "agents", "capture-proxy", "target", "quarkus-app", "quarkus-run.jar");
  }

  int inboundPort() {
    return ready.path("inboundPort").asInt();
  }

  int outboundPort() {
    return ready.path("outboundPort").asInt();
  }

  String caCertificatePem() {
    return read(caDirectory.resolve("ca.pem"));
  }

  /** For scripts that wait for it. */
  void copyReadyFileTo(Path file) {
    try {
      Path draft = file.resolveSibling(file.getFileName() + ".new");
      Files.copy(readyFile, draft, StandardCopyOption.REPLACE_EXISTING);
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** Waits until it ends, or this long. */
  void await(Optional<Duration> limit) throws InterruptedException {
    if (limit.isEmpty()) {
      process.waitFor();
    } else if (!process.waitFor(limit.get().toMillis(), TimeUnit.MILLISECONDS)) {
      return;
    }
    if (!process.isAlive() && process.exitValue() != 0) {
      throw ended();
    }
  }

  /** Lets it flush, and ends it. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(FLUSH_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      Runtime.getRuntime().removeShutdownHook(endWithUs);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IllegalStateException shuttingDown) {
      // The hook has asked it to end already.
    }
    lastLines(1).forEach(line -> progress.say("Recorded: " + line));
  }

  private JsonNode awaitReady() {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!Files.exists(readyFile)) {
      if (!process.isAlive()) {
        throw ended();
      }
      if (System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw ended();
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    try {
      return new ObjectMapper().readTree(readyFile.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + readyFile, e);
    }
  }

  private AppException ended() {
    return new AppException(
        ErrorKind.UPSTREAM,
        "CAPTURE_PROXY_ENDED",
        "The capture proxy ended or did not get ready. It last said:\n  "
            + String.join("\n  ", lastLines(LOG_LINES)),
        "Everything it said is in " + log + ".");
  }

  private List<String> lastLines(int count) {
    var lines = read(log).lines().toList();
    return lines.subList(Math.max(0, lines.size() - count), lines.size());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
