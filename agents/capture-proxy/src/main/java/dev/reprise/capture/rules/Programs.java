// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Programs of the machine, started without a shell.
 *
 * <p><b>Threads:</b> blocks until they end, at most half a minute.
 *
 * @param folders where they are looked for, in that order
 */
record Programs(List<Path> folders) {

  private static final int LIMIT_SECONDS = 30;

  /**
   * What a program left.
   *
   * @param said all that it printed
   */
  record Ended(int status, String said) {
    boolean isOk() {
      return status == 0;
    }
  }

  Programs {
    folders = List.copyOf(folders);
  }

  /** Those on the path, and those that only root has there. */
  static Programs ofThisMachine() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return new Programs(
        Stream.concat(
                Stream.of(path.split(File.pathSeparator)).filter(folder -> !folder.isEmpty()),
                Stream.of("/usr/sbin", "/sbin"))
            .map(Path::of)
            .distinct()
            .toList());
  }

  boolean has(String program) {
    return find(program).isPresent();
  }

  /**
   * Starts a program and gives it a text to read.
   *
   * @throws AppException if it does not succeed, with what it said
   */
  void mustRun(List<String> command, String input) {
    var ended = run(command, input);
    if (!ended.isOk()) {
      throw refused(command, ended.said().strip(), null);
    }
  }

  /** The same, whatever comes of it. */
  Ended run(List<String> command, String input) {
    var words = new ArrayList<>(command);
    words.set(0, find(command.getFirst()).map(Path::toString).orElse(command.getFirst()));
    try {
      var process = new ProcessBuilder(words).redirectErrorStream(true).start();
      // Less than a pipe holds: nothing waits for the other here.
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(UTF_8));
      }
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw refused(command, "it did not end", null);
      }
      return new Ended(process.exitValue(), said);
    } catch (IOException e) {
      throw refused(command, String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refused(command, "it was interrupted", e);
    }
  }

  private Optional<Path> find(String program) {
    return folders.stream()
        .map(folder -> folder.resolve(program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static AppException refused(
      List<String> command, String said, @Nullable Exception cause) {
    return new AppException(
        ErrorKind.USER,
        "RULES_REFUSED",
        "'%s' failed: %s".formatted(String.join(" ", command), said),
        "Changing the rules takes CAP_NET_ADMIN, in the network namespace whose traffic is to be"
            + " recorded; in Kubernetes the namespace must allow the init container that.",
        Map.of("program", command.getFirst()),
        cause);
  }
}
