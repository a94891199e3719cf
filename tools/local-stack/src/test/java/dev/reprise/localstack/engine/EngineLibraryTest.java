// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineLibraryTest {

  private static final String INSTALLED = "engine/node_modules/@chdb/lib-linux-x64-gnu/libchdb.so";

  @TempDir Path directory;

  @Test
  void takesTheFileThatIsNamed() throws IOException {
    Path file = file("elsewhere.so");

    assertThat(EngineLibrary.locate(Map.of(EngineLibrary.VARIABLE, file.toString()), directory))
        .isEqualTo(file);
  }

  @Test
  void looksUpwardsForWhatNpmInstalled() throws IOException {
    Path file = file("tools/local-stack/" + INSTALLED);
    Path below = Files.createDirectories(directory.resolve("services/query/target"));

    assertThat(EngineLibrary.locate(Map.of(), below)).isEqualTo(file);
    assertThat(EngineLibrary.locate(Map.of(), directory.resolve("tools/local-stack")))
        .isEqualTo(file);
  }

  @Test
  void saysHowToInstallIt() {
    assertThatExceptionOfType(EngineStartException.class)
        .isThrownBy(() -> EngineLibrary.locate(Map.of(), directory))
        .withMessageContaining("npm ci --prefix tools/local-stack/engine");
    assertThatExceptionOfType(EngineStartException.class)
        .isThrownBy(() ->
            EngineLibrary.locate(Map.of(EngineLibrary.VARIABLE, "/there/is/none.so"), directory))
        .withMessageContaining("/there/is/none.so");
  }

  @Test
  void refusesALibraryThatIsAnother() throws IOException {
    Path file = file("text.so");

    assertThatExceptionOfType(EngineStartException.class)
        .isThrownBy(() -> Chdb.load(file))
        .withMessageContaining("cannot be loaded")
        .withMessageContaining("npm ci");
  }

  private Path file(String name) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "a library");
  }
}
