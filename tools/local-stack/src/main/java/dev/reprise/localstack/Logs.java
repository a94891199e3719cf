// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack;

import dev.reprise.localstack.home.Home;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Which logs there are. */
final class Logs {

  private static final String ENDING = ".log";

  private Logs() {}

  /**
   * The named parts, or all that have a log.
   *
   * @throws AppException if one has none
   */
  static List<String> named(Home home, List<String> parts) {
    List<String> there = all(home);
    if (parts.isEmpty()) {
      return there;
    }
    for (String part : parts) {
      if (!there.contains(part)) {
        throw new AppException(
            ErrorKind.NOT_FOUND,
            "LOG_NOT_FOUND",
            "There is no log of a part '%s' in %s.".formatted(part, home.logs()),
            there.isEmpty()
                ? "Start the stack first: reprise up."
                : "There are: " + String.join(", ", there) + ".");
      }
    }
    return parts;
  }

  private static List<String> all(Home home) {
    if (!Files.isDirectory(home.logs())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(home.logs())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ENDING))
          .map(name -> name.substring(0, name.length() - ENDING.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + home.logs(), e);
    }
  }
}
