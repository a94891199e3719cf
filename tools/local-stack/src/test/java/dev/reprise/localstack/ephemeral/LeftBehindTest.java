// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.ephemeral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.localstack.home.Home;
import dev.reprise.localstack.home.PidFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftBehindTest {

  @TempDir private Path parent;

  private Path directory(String name, boolean isOld) throws IOException {
    Path dir = parent.resolve(LeftBehind.PREFIX + name);
    new Home(dir).make();
    Files.writeString(dir.resolve("logs/part.log"), "why");
    if (isOld) {
      Files.setLastModifiedTime(dir, FileTime.fromMillis(1_000));
    }
    return dir;
  }

  @Test
  void isDeletedWhenItIsOldAndItsProcessGone() throws IOException {
    Path stale = directory("stale", true);
    Path fresh = directory("fresh", false);
    Path inUse = directory("in-use", true);
    PidFile.write(new Home(inUse).pidFile("supervisor"), ProcessHandle.current());
    Path notOurs = Files.createDirectory(parent.resolve("reprise-test-suite"));

    LeftBehind.sweep(parent);

    assertThat(stale).doesNotExist();
    assertThat(fresh).exists();
    assertThat(inUse).exists();
    assertThat(notOurs).exists();
  }
}
