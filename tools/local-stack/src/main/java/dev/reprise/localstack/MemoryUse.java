// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** How much memory a process holds, as far as the system tells. */
final class MemoryUse {

  private static final int KIB = 1024;

  private MemoryUse() {}

  /**
   * Of a process and its descendants. On Linux pages that several of them share are counted once
   * (PSS), since PostgreSQL's processes share most of theirs; elsewhere nothing is told.
   */
  static OptionalLong ofTree(long pid) {
    return ProcessHandle.of(pid).stream()
        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
        .map(process -> of(process.pid()))
        .filter(OptionalLong::isPresent)
        .mapToLong(OptionalLong::getAsLong)
        .reduce(Long::sum);
  }

  private static OptionalLong of(long pid) {
    Path rollup = Path.of("/proc", Long.toString(pid), "smaps_rollup");
    try (Stream<String> lines = Files.lines(rollup)) {
      return lines
          .filter(line -> line.startsWith("Pss:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB)
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      return OptionalLong.empty(); // gone meanwhile, not ours to look at, or not Linux
    }
  }
}
