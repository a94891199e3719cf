// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatingLogTest {

  @TempDir private Path dir;

  @Test
  void keepsTheNewestLinesWithinItsBound() throws IOException {
    Path file = dir.resolve("part.log");
    try (var log = new RotatingLog(file, 20, 2)) {
      for (int i = 100; i < 200; i++) {
        log.append("line " + i);
      }
    }

    assertThat(Files.readAllLines(file)).containsExactly("line 198", "line 199");
    assertThat(Files.readAllLines(dir.resolve("part.log.1")))
        .containsExactly("line 196", "line 197");
    assertThat(Files.readAllLines(dir.resolve("part.log.2")))
        .containsExactly("line 194", "line 195");
    assertThat(dir.resolve("part.log.3")).doesNotExist();
  }

  @Test
  void goesOnWhereAFormerRunEnded() throws IOException {
    Path file = dir.resolve("part.log");
    try (var log = new RotatingLog(file, 1000, 2)) {
      log.append("first");
    }

    try (var log = new RotatingLog(file, 1000, 2)) {
      log.append("second");
    }

    assertThat(Files.readAllLines(file)).containsExactly("first", "second");
  }

  @Test
  void remembersOnlyTheLastLinesOfTheRunItIsAskedAbout() {
    try (var log = new RotatingLog(dir.resolve("part.log"), 1000, 2)) {
      log.append("of a former run");
      log.forget();
      for (int i = 0; i < 40; i++) {
        log.append("line " + i);
      }

      assertThat(log.lastLines()).hasSize(15).endsWith("line 39").doesNotContain("of a former run");
    }
  }
}
