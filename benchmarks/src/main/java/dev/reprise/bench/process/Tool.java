// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs short commands to their end. */
public final class Tool {

  private Tool() {}

  /**
   * Runs a command and gives what it printed.
   *
   * @throws BenchException if it fails or takes too long
   */
  public static String run(Duration limit, List<String> command) {
    var bounded = new ArrayList<>(List.of("timeout", Long.toString(limit.toSeconds())));
    bounded.addAll(command);
    try {
      var process = new ProcessBuilder(bounded).redirectErrorStream(true).start();
      process.getOutputStream().close();
      var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status != 0) {
        throw new BenchException(
            "'%s' ended with %d: %s".formatted(String.join(" ", command), status, printed.strip()));
      }
      return printed;
    } catch (IOException e) {
      throw new BenchException(
          "'%s' could not be run: %s".formatted(command.getFirst(), e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    }
  }
}
