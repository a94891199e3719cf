// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The engine as it is run: a process of its own, on a free port. */
final class EngineProcess implements AutoCloseable {

  static final String PASSWORD = "a password with ' and \" and : and ü";

  private static final Pattern READY = Pattern.compile("ready port=(\\d+) version=(\\S+) .*");
  private static final Object SHARED_LOCK = new Object();
  private static @Nullable EngineProcess shared; // null until a test needs it

  private final Process process;
  private final Path errors;
  private final ClickHouseAddress address;

  private EngineProcess(Process process, Path errors, int port, String database) {
    this.process = process;
    this.errors = errors;
    this.address =
        new ClickHouseAddress(
            URI.create("http://127.0.0.1:" + port), "default", PASSWORD, database);
  }

  /** One engine for all tests that leave nothing behind; it ends with this process. */
  static EngineProcess shared() {
    synchronized (SHARED_LOCK) {
      if (shared == null) {
        try {
          EngineProcess started = start(Files.createTempDirectory("reprise-engine"));
          Runtime.getRuntime().addShutdownHook(new Thread(started::kill));
          shared = started;
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return shared;
    }
  }

  /** Starts an engine and waits until it serves. */
  static EngineProcess start(Path directory, String... options) throws IOException {
    Path errors = Files.createTempFile("reprise-engine", ".err");
    Process process = launch(directory, errors, options);
    BufferedReader lines = process.inputReader(UTF_8);
    String line = lines.readLine();
    while (line != null) {
      Matcher ready = READY.matcher(line);
      if (ready.matches()) {
        int option = List.of(options).indexOf("--database");
        return new EngineProcess(
            process,
            errors,
            Integer.parseInt(ready.group(1)),
            option < 0 ? "reprise" : options[option + 1]);
      }
      line = lines.readLine();
    }
    throw new IllegalStateException("The engine did not start: " + Files.readString(errors));
  }

  /** Starts an engine that is expected to refuse; gives what it says on its error stream. */
  static Refusal startRefused(Path directory, String... options)
      throws IOException, InterruptedException {
    Path errors = Files.createTempFile("reprise-engine", ".err");
    Process process = launch(directory, errors, options);
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Refusal(process.waitFor(), printed, Files.readString(errors));
  }

  /** How a process ended that did not serve. */
  record Refusal(int exitCode, String output, String errors) {}

  private static Process launch(Path directory, Path errors, String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx192m",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                EngineMain.class.getName(),
                "--port",
                "0",
                "--data-dir",
                directory.toString()));
    Stream.of(options).forEach(command::add);
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().put(EngineOptions.PASSWORD_VARIABLE, PASSWORD);
    return builder.start();
  }

  ClickHouseAddress address() {
    return address;
  }

  long pid() {
    return process.pid();
  }

  /** What it has said on its error stream. */
  String errors() throws IOException {
    return Files.readString(errors);
  }

  /** Ends it as a power cut would. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Ends it as a supervisor does; gives its exit code. */
  int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      kill();
      throw new IllegalStateException("The engine did not stop");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    kill();
  }
}
