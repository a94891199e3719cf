// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.localstack.home.Home;
import dev.reprise.localstack.home.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodSecretsMainTest {

  @TempDir Path folder;

  @Test
  void writesWhatTheEnginesAreGivenAndKeepsItFromStartToStart() throws IOException {
    Path file = folder.resolve("settings.properties");

    PodSecretsMain.main(new String[] {"--home", folder.toString(), "--settings", file.toString()});

    var settings = read(file);
    var secrets = new Secrets(new Home(folder));
    assertThat(settings)
        .hasSize(4)
        .containsEntry("reprise.token", secrets.value("token"))
        .containsEntry("reprise.warehouse.password", secrets.value("clickhouse"))
        .containsEntry("quarkus.datasource.password", secrets.value("postgres"))
        .containsKey("reprise.ingest.redaction-key");
    assertThat(settings.values()).doesNotHaveDuplicates();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    PodSecretsMain.write(new Home(folder), file);

    assertThat(read(file)).isEqualTo(settings);
  }

  private static Properties read(Path file) throws IOException {
    var properties = new Properties();
    try (var in = Files.newInputStream(file)) {
      properties.load(in);
    }
    return properties;
  }
}
