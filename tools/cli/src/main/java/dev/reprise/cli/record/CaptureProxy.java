// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reprise.cli.child.ListenAddress;
import dev.reprise.cli.context.CommandContext;
import dev.reprise.cli.context.Service;
import dev.reprise.cli.output.Progress;
import dev.reprise.command.ExitStatus;
import dev.reprise.command.Interruption;
import dev.reprise.localstack.setup.Installation;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The capture proxy as a process beside the application. It says {@code ready} and {@code done}
 * with what there is to know then, as JSON, on lines of its log.
 *
 * <p><b>Ownership:</b> {@link #close} lets it hand over what it has seen, ends it, and prints the
 * result.
 *
 * <p><b>Threads:</b> blocking; for the command's own thread.
 */
final class CaptureProxy implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final Duration HAND_OVER_LIMIT = Duration.ofSeconds(60);
  private static final long POLL_MILLIS = 50;
  private static final int LOG_LINES = 20;
  private static final String READY = "ready ";
  private static final String DONE = "done ";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final CommandContext context;
  private final Progress progress;
  private final Process process;
  private final Path caDirectory;
  private final Path log;
  private Map<String, Object> ready = Map.of(); // filled before anybody else sees this

  private CaptureProxy(CommandContext context, Progress progress, Process process, Path log) {
    this.context = context;
    this.progress = progress;
    this.process = process;
    this.caDirectory = caDirectory(context);
    this.log = log;
  }

  /**
   * Starts it and waits until it listens.
   *
   * @param arguments what is recorded, in the proxy's own options
   * @throws AppException if it does not
   */
  static CaptureProxy start(CommandContext context, Progress progress, List<String> arguments)
      throws InterruptedException {
    var proxy = launch(context, progress, arguments);
    try {
      proxy.awaitReady();
      proxy.tellIfIngestIsAway();
      return proxy;
    } catch (RuntimeException | InterruptedException e) {
      proxy.process.destroyForcibly();
      throw e;
    }
  }

  private static CaptureProxy launch(
      CommandContext context, Progress progress, List<String> arguments) {
    try {
      Path logs = Files.createDirectories(context.home().resolve("logs"));
      // Of its own while it runs, so that several recordings do not mix.
      Path log = logs.resolve("capture-proxy-%d.log".formatted(ProcessHandle.current().pid()));
      var builder = new ProcessBuilder(command(context, arguments));
      builder.environment().put("REPRISE_TOKEN", context.token());
      builder.redirectErrorStream(true).redirectOutput(log.toFile());
      return new CaptureProxy(context, progress, builder.start(), log);
    } catch (IOException e) {
      throw new AppException(
          ErrorKind.USER,
          "CAPTURE_PROXY_NOT_STARTED",
          "The capture proxy could not be started in %s: %s."
              .formatted(context.home(), e.getMessage()),
          "Name with --home, or REPRISE_HOME, a directory that may be written to.",
          Map.of(),
          e);
    }
  }

  private static List<String> command(CommandContext context, List<String> arguments) {
    var command =
        new ArrayList<>(
            List.of(
                Installation.java(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                Installation.find().agentJar("capture-proxy").toString(),
                "--leashed",
                "--ca-dir",
                caDirectory(context).toString(),
                "--ingest",
                context.address(Service.INGEST),
                "--spool-dir",
                context.home().resolve("spool").toString()));
    command.addAll(arguments);
    return command;
  }

  private static Path caDirectory(CommandContext context) {
    return context.home().resolve("ca");
  }

  private void tellIfIngestIsAway() {
    String ingest = context.address(Service.INGEST);
    if (!ListenAddress.parse(ingest).isListening()) {
      progress.say(
          "ingest-service does not answer at %s: what is recorded waits in %s until it does. Start the stack with 'reprise up'."
              .formatted(ingest, context.home().resolve("spool")));
    }
  }

  /** What it said when it began to listen: ports and capture. */
  Map<String, Object> ready() {
    return ready;
  }

  int inboundPort() {
    return port("inboundPort");
  }

  int outboundPort() {
    return port("outboundPort");
  }

  private int port(String name) {
    return ((Number) ready.getOrDefault(name, 0)).intValue();
  }

  String caCertificatePem() {
    return read(caDirectory.resolve("ca.pem"));
  }

  /** Waits until it ends, which it should not, or this long. */
  void await(Optional<Duration> limit) throws InterruptedException {
    if (limit.isEmpty()) {
      process.waitFor();
    } else if (!process.waitFor(limit.get().toMillis(), TimeUnit.MILLISECONDS)) {
      return;
    }
    throw ended();
  }

  @Override
  public void close() {
    Interruption.shield(this::handOver);
  }

  private void handOver() {
    progress.at("Handing over what was recorded", 0, 0, "");
    process.toHandle().destroy(); // Process.destroy would close its leash, too
    try {
      if (!process.waitFor(HAND_OVER_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
    var done = said(DONE);
    keepLog();
    done.ifPresentOrElse(
        this::conclude,
        () -> progress.say("The capture proxy had to be ended by force; its log tells more."));
  }

  private void conclude(Map<String, Object> done) {
    progress.say(
        "Recorded %s pairs: %s are stored or will be, %s were dropped; %s connections could not be decoded."
            .formatted(
                done.get("pairs"),
                done.get("acknowledged"),
                done.get("dropped"),
                done.get("undecodableConnections")));
    if (!Boolean.TRUE.equals(done.get("safe"))) {
      progress.say(
          "ingest-service has not taken everything. What is in %s is sent by the next recording."
              .formatted(context.home().resolve("spool")));
    }
    if (!context.printer().isForPeople()) {
      context.printer().detail(result(done));
    }
  }

  private Map<String, Object> result(Map<String, Object> done) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("service", ready.getOrDefault("service", ""));
    facts.put("capture_id", ready.getOrDefault("captureId", ""));
    facts.put("pairs", done.getOrDefault("pairs", 0));
    facts.put("acknowledged", done.getOrDefault("acknowledged", 0));
    facts.put("dropped", done.getOrDefault("dropped", 0));
    facts.put("undecodable_connections", done.getOrDefault("undecodableConnections", 0));
    facts.put("safe", done.getOrDefault("safe", false));
    return facts;
  }

  private void awaitReady() throws InterruptedException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    for (var said = said(READY); ; said = said(READY)) {
      if (said.isPresent()) {
        ready = said.get();
        return;
      }
      if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
        throw ended();
      }
    }
  }

  /** A mistake in its options is a mistake in ours, and it has the words for it. */
  private AppException ended() {
    List<String> lines = lines();
    Path kept = keepLog();
    if (!process.isAlive() && process.exitValue() == ExitStatus.USAGE) {
      return new AppException(ErrorKind.USER, "RECORDING_REFUSED", String.join("\n", lines), "");
    }
    return new AppException(
        ErrorKind.UPSTREAM,
        "CAPTURE_PROXY_ENDED",
        "The capture proxy ended or did not get ready. It last said:\n  "
            + String.join(
                "\n  ", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size())),
        "Everything it said is in " + kept + ".");
  }

  private Optional<Map<String, Object>> said(String word) {
    return lines().stream()
        .filter(line -> line.startsWith(word))
        .findFirst()
        .map(line -> facts(line.substring(word.length())));
  }

  private static Map<String, Object> facts(String json) {
    try {
      return JSON.readValue(json, new TypeReference<LinkedHashMap<String, Object>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the capture proxy says JSON, this is none: " + json, e);
    }
  }

  /** Without one that is being written. */
  private List<String> lines() {
    String text = read(log);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  /** As that of the last recording, where 'reprise logs capture-proxy' finds it. */
  private Path keepLog() {
    try {
      return Files.move(
          log, log.resolveSibling("capture-proxy.log"), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot move " + log, e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
