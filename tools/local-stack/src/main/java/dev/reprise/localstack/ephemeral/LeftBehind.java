// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.ephemeral;

import dev.reprise.localstack.home.Home;
import dev.reprise.localstack.home.PidFile;
import dev.reprise.localstack.supervise.Orphans;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The directories of test back ends that were killed or failed. Each start deletes those whose
 * process is gone, once they are old enough for somebody to have read their logs.
 */
final class LeftBehind {

  static final String PREFIX = "reprise-test-";

  private static final Duration KEPT = Duration.ofHours(6);

  private LeftBehind() {}

  static void sweep(Path parent) throws IOException {
    Instant limit = Instant.now().minus(KEPT);
    try (DirectoryStream<Path> dirs = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path dir : dirs) {
        boolean isOld = Files.getLastModifiedTime(dir).toInstant().isBefore(limit);
        boolean isOurs = Files.isWritable(dir) && Files.isDirectory(new Home(dir).run());
        if (isOld
            && isOurs
            && PidFile.running(new Home(dir).pidFile(Orphans.SUPERVISOR)).isEmpty()) {
          delete(dir);
        }
      }
    }
  }

  /** Deletes a directory with all in it; what another process deletes meanwhile is no matter. */
  static void delete(Path root) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(root)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.deleteIfExists(file);
    }
  }
}
