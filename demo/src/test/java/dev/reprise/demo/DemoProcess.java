// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * One of the demo's programs, run as people run it: from the built class path, in a process of its
 * own.
 */
final class DemoProcess implements AutoCloseable {

  private static final Pattern READY = Pattern.compile("ready port=(\\d+) service=\\w+");

  private final Process process;
  private final BufferedReader output;
  private final Path errors;

  private DemoProcess(Process process, Path errors) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    this.errors = errors;
  }

  static DemoProcess start(
      Class<?> main, List<String> jvm, Map<String, String> environment, String... arguments)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(jvm);
    command.addAll(
        List.of("-cp", Path.of("target", "dist", "lib", "*").toString(), main.getName()));
    command.addAll(List.of(arguments));
    Path errors = Files.createTempFile("demo-process", ".err");
    var builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().putAll(environment);
    return new DemoProcess(builder.start(), errors);
  }

  /** Waits until the program says that it serves, and gives the port. */
  int awaitPort() throws IOException {
    String line = output.readLine();
    var ready = READY.matcher(String.valueOf(line));
    if (!ready.matches()) {
      throw new AssertionError("not ready but: " + line + "\n" + Files.readString(errors));
    }
    return Integer.parseInt(ready.group(1));
  }

  /** Waits until the program ends by itself. */
  Outcome awaitEnd() throws IOException, InterruptedException {
    String said = output.readAllAsString();
    return new Outcome(process.waitFor(), said, Files.readString(errors));
  }

  /** Tells it to end, as a service manager does. */
  void terminate() {
    process.toHandle().destroy(); // the process's own method would close its output
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    if (!endsInTime()) {
      process.destroyForcibly();
      throw new AssertionError("a program did not end within 20 seconds of SIGTERM");
    }
    Files.deleteIfExists(errors);
  }

  private boolean endsInTime() {
    try {
      return process.waitFor(20, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  record Outcome(int exitCode, String output, String errors) {}
}
