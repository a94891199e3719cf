// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.localstack.part.JvmCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainedStartTest {

  private static final List<String> COMMAND = List.of("java", "-jar", "x.jar");

  @TempDir private Path dir;
  private Path jar;
  private Path file;
  private TrainedStart trained;

  @BeforeEach
  void makeAJar() throws IOException {
    jar = Files.writeString(dir.resolve("x.jar"), "classes");
    file = dir.resolve("caches").resolve("x.aot");
    trained = new TrainedStart(new JvmCache(file, List.of(dir)));
  }

  private void runToTheEnd(List<String> command) throws IOException {
    trained.prepare(command);
    Files.writeString(file, "a cache"); // as the JVM does when it ends in order
    trained.keep();
  }

  @Test
  void trainsWhenThereIsNoCache() {
    List<String> command = trained.prepare(COMMAND);

    assertThat(command).startsWith("java", "-XX:AOTCacheOutput=" + file).endsWith("-jar", "x.jar");
    assertThat(trained.isTraining()).isTrue();
  }

  @Test
  void usesTheCacheOfARunThatEndedInOrder() throws IOException {
    runToTheEnd(COMMAND);

    assertThat(trained.prepare(COMMAND)).contains("-XX:AOTCache=" + file);
    assertThat(trained.isTraining()).isFalse();
  }

  @Test
  void trainsAnewAfterARunThatWasKilled() throws IOException {
    trained.prepare(COMMAND);
    Files.writeString(file, "half a cache");

    assertThat(trained.prepare(COMMAND)).contains("-XX:AOTCacheOutput=" + file);
    assertThat(file).doesNotExist();
  }

  @Test
  void trainsAnewWhenAJarOrTheCommandHasChanged() throws IOException {
    runToTheEnd(COMMAND);
    assertThat(trained.prepare(List.of("java", "-Xmx1g", "-jar", "x.jar")))
        .contains("-XX:AOTCacheOutput=" + file);

    runToTheEnd(COMMAND);
    Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000));
    assertThat(trained.prepare(COMMAND)).contains("-XX:AOTCacheOutput=" + file);
  }
}
