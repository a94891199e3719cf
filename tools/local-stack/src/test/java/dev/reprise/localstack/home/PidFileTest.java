// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {

  @TempDir private Path dir;

  @Test
  void findsTheProcessThatItNotes() {
    Path file = dir.resolve("self.pid");
    PidFile.write(file, ProcessHandle.current());

    assertThat(PidFile.running(file)).contains(ProcessHandle.current());
  }

  @Test
  void doesNotTakeAnotherProcessWithTheSameIdForIt() throws IOException {
    Path file = dir.resolve("other.pid");
    Files.writeString(file, ProcessHandle.current().pid() + " 1000000000000\n");

    assertThat(PidFile.running(file)).isEmpty();
  }

  @Test
  void findsNothingInWhatItDidNotWrite() throws IOException {
    assertThat(PidFile.running(dir.resolve("none.pid"))).isEmpty();
    assertThat(PidFile.running(Files.writeString(dir.resolve("a.pid"), "12"))).isEmpty();
    assertThat(PidFile.running(Files.writeString(dir.resolve("b.pid"), "x y"))).isEmpty();
  }
}
