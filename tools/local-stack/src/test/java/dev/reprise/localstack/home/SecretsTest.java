// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

  @TempDir private Path dir;

  @Test
  void areMadeOnceAndOnlyTheirOwnerMayReadThem() throws IOException {
    var secrets = new Secrets(new Home(dir).make());

    String token = secrets.value("token");

    assertThat(token).matches("[0-9a-f]{48}");
    assertThat(new Secrets(new Home(dir)).value("token")).isEqualTo(token);
    assertThat(secrets.value("postgres")).isNotEqualTo(token);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets.file("token"))))
        .isEqualTo("rw-------");
    assertThat(dir.resolve("secrets"))
        .isDirectoryContaining("glob:**/token")
        .isDirectoryNotContaining("glob:**/token.*");
  }
}
