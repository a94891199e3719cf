// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.traffic.config.TestConfigs;
import dev.reprise.traffic.error.AppException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretValuesTest {

  @TempDir Path folder;

  @Test
  void putsTheValueOfAFileIntoAHeader() throws IOException {
    Files.createDirectories(folder.resolve("api"));
    Files.writeString(folder.resolve("api/token"), "s3cr3t$1\n");

    var config =
        SecretValues.in(Optional.of(folder)).filledIn(config("Bearer ${secret:api/token}"));

    assertThat(config.target().headers()).containsEntry("authorization", "Bearer s3cr3t$1");
  }

  @Test
  void leavesOtherValuesAlone() {
    var config = SecretValues.in(Optional.empty()).filledIn(config("Bearer $1 {x}"));

    assertThat(config).isEqualTo(config("Bearer $1 {x}"));
  }

  @Test
  void namesTheSecretThatIsMissing() {
    assertThatThrownBy(
            () -> SecretValues.in(Optional.of(folder)).filledIn(config("${secret:api/no}")))
        .isInstanceOfSatisfying(
            AppException.class,
            e -> {
              assertThat(e.getMessage()).contains("'no' of secret 'api'", "authorization");
              assertThat(e.remedy()).contains("spec.secretRefs");
            });
  }

  @Test
  void leavesItsFolderNever() {
    assertThatThrownBy(
            () -> SecretValues.in(Optional.of(folder)).filledIn(config("${secret:../x}")))
        .isInstanceOf(AppException.class);
  }

  private static dev.reprise.traffic.config.TestConfig config(String header) {
    return TestConfigs.parse(
        "test", "{\"target\": {\"headers\": {\"authorization\": \"" + header + "\"}}}");
  }
}
