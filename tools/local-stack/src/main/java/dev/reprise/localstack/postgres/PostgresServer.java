// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.postgres;

import dev.reprise.localstack.home.PidFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The server's process. What it writes goes to standard output, and the line by which it says that
 * it takes connections is followed by ours.
 */
final class PostgresServer {

  /** What the server writes when it takes connections; its messages are in the C locale. */
  private static final String ACCEPTING = "database system is ready to accept connections";

  private static final Duration STOP = Duration.ofSeconds(20);

  private final Process process;
  private final int port;
  private final Path pidFile;

  private PostgresServer(Process process, int port, Path pidFile) {
    this.process = process;
    this.port = port;
    this.pidFile = pidFile;
  }

  /**
   * Starts the server.
   *
   * @param pidFile where its process is noted, so that it is found when its launcher is killed
   */
  static PostgresServer start(Programs programs, Path dataDir, int port, Path pidFile) {
    List<String> command =
        List.of(
            programs.path("postgres"),
            "-D",
            dataDir.toString(),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "port=" + port,
            "-c",
            "unix_socket_directories=",
            "-c",
            "shared_buffers=64MB",
            "-c",
            "max_connections=100",
            "-c",
            "dynamic_shared_memory_type=mmap",
            "-c",
            "log_timezone=UTC",
            "-c",
            "timezone=UTC");
    var builder = new ProcessBuilder(UserSwitch.unprivileged(command)).redirectErrorStream(true);
    builder.environment().putAll(Map.of("LC_ALL", "C", "TZ", "UTC"));
    try {
      Process process = builder.start();
      PidFile.write(pidFile, process.toHandle());
      return new PostgresServer(process, port, pidFile);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + programs.path("postgres"), e);
    }
  }

  /** Passes on what the server writes until it ends; returns its exit code. */
  int pump() throws InterruptedException {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        System.out.println(line);
        if (line.contains(ACCEPTING)) {
          System.out.println("ready postgres 127.0.0.1:" + port);
        }
      }
    } catch (IOException e) {
      System.out.println("the server's output broke off: " + e.getMessage());
    }
    return process.waitFor();
  }

  /** Ends the server in order, its clients' connections too; kills it when that takes too long. */
  void stop() {
    stop(process.toHandle());
    PidFile.delete(pidFile);
  }

  /**
   * Ends a server that a former launcher started: found by its note, or by PostgreSQL's own, which
   * is taken away when it names a process that is something else by now (PostgreSQL itself would
   * refuse to start then).
   */
  static void stopLeftBehind(Path pidFile, Path dataDir) {
    PidFile.running(pidFile).ifPresent(PostgresServer::stopLeftBehind);
    PidFile.delete(pidFile);
    Path own = dataDir.resolve("postmaster.pid");
    if (Files.exists(own)) {
      serverOf(own, dataDir).ifPresent(PostgresServer::stopLeftBehind);
      PidFile.delete(own);
    }
  }

  private static void stopLeftBehind(ProcessHandle server) {
    System.out.println("ending a server left behind, pid " + server.pid());
    stop(server);
  }

  private static Optional<ProcessHandle> serverOf(Path postmasterPid, Path dataDir) {
    try (Stream<String> lines = Files.lines(postmasterPid)) {
      return lines
          .findFirst()
          .map(String::strip)
          .filter(line -> line.matches("[0-9]{1,18}"))
          .flatMap(line -> ProcessHandle.of(Long.parseLong(line)))
          .filter(process ->
              process
                  .info()
                  .commandLine()
                  .filter(command -> command.contains(dataDir.toString()))
                  .isPresent());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + postmasterPid, e);
    }
  }

  private static void stop(ProcessHandle server) {
    List<ProcessHandle> below = server.descendants().toList();
    try {
      interrupt(server);
      server.onExit().get(STOP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      System.out.println("the server did not end in " + STOP + ", killing it");
      server.destroyForcibly();
      below.forEach(ProcessHandle::destroyForcibly);
    } catch (ExecutionException | IOException e) {
      throw new IllegalStateException("cannot end the server, pid " + server.pid(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Asks for PostgreSQL's "fast" stop, which is SIGINT; the JDK itself can only send SIGTERM, which
   * would wait for every client to leave.
   */
  private static void interrupt(ProcessHandle server) throws IOException, InterruptedException {
    new ProcessBuilder("sh", "-c", "kill -INT \"$0\"", Long.toString(server.pid()))
        .inheritIO()
        .start()
        .waitFor();
  }
}
