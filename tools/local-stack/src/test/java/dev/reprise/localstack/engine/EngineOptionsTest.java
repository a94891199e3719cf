// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineOptionsTest {

  private static final Map<String, String> PASSWORD =
      Map.of(EngineOptions.PASSWORD_VARIABLE, "secret");

  @TempDir Path directory;

  @Test
  void hasDefaultsForAllButTheDirectoryAndThePassword() {
    EngineOptions options =
        EngineOptions.parse(List.of("--data-dir", directory.toString()), PASSWORD);

    assertThat(options.host()).isEqualTo("127.0.0.1");
    assertThat(options.port()).isEqualTo(18123);
    assertThat(options.user()).isEqualTo("default");
    assertThat(options.database()).isEqualTo("reprise");
    assertThat(options.mostMemoryBytes()).isEqualTo(2L << 30);
    assertThat(options.queryConnections()).isEqualTo(8);
    assertThat(options.ingestConnections()).isEqualTo(4);
    assertThat(options.isDurable()).isFalse();
  }

  @Test
  void readsThePasswordFromTheFirstLineOfAFile() throws IOException {
    Path file = directory.resolve("password");
    Files.writeString(file, "from the file\nnot this\n");

    EngineOptions options =
        EngineOptions.parse(
            List.of("--data-dir", "x", "--password-file", file.toString()), PASSWORD);

    assertThat(options.password()).isEqualTo("from the file");
    assertThat(options.toString()).doesNotContain("from the file");
  }

  @Test
  void demandsAPassword() {
    assertThatExceptionOfType(EngineStartException.class)
        .isThrownBy(() -> EngineOptions.parse(List.of("--data-dir", "x"), Map.of()))
        .withMessageContaining("--password-file")
        .withMessageContaining(EngineOptions.PASSWORD_VARIABLE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--port 1 | --data-dir is missing",
        "--data-dir x --prot 1 | '--prot'",
        "--data-dir x --port | --port has no value",
        "--data-dir x --port many | 'many'",
        "--data-dir x --port 70000 | not between 0 and 65535",
      })
  void saysWhatIsWrong(String arguments, String problem) {
    assertThatExceptionOfType(EngineStartException.class)
        .isThrownBy(() -> EngineOptions.parse(Arrays.asList(arguments.split(" ")), PASSWORD))
        .withMessageContaining(problem)
        .withMessageContaining("--help");
  }
}
