// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

  @TempDir private Path dir;

  private final List<String> seen = new ArrayList<>();

  @Test
  void beginsWithTheLastLinesAndGoesOnWithNewOnes() throws IOException {
    Path file = Files.writeString(dir.resolve("a.log"), "1\n2\n3\n");
    var tail = new LogTail(file, seen::add);

    tail.last(2);
    Files.writeString(file, "4\n5", StandardOpenOption.APPEND);
    tail.more();
    Files.writeString(file, "5\n", StandardOpenOption.APPEND);
    tail.more();

    assertThat(seen).containsExactly("2", "3", "4", "55");
  }

  @Test
  void beginsAnewWhenTheFileIsAnotherAndShorter() throws IOException {
    Path file = Files.writeString(dir.resolve("a.log"), "a long line\nanother\n");
    var tail = new LogTail(file, seen::add);
    tail.last(1);

    Files.writeString(file, "new\n");
    tail.more();

    assertThat(seen).containsExactly("another", "new");
  }

  @Test
  void waitsForAFileThatIsNotThereYet() throws IOException {
    Path file = dir.resolve("later.log");
    var tail = new LogTail(file, seen::add);
    tail.last(5);
    tail.more();

    Files.writeString(file, "here\n");
    tail.more();

    assertThat(seen).containsExactly("here");
  }
}
