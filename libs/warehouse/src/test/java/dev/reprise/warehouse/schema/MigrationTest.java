// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MigrationTest {

  @Test
  void everyFileOfTheFolderIsShippedWithoutHolesInTheNumbers()
      throws IOException, URISyntaxException {
    var first = Migration.class.getResource("/dev/reprise/warehouse/migrations/V001__pairs.sql");
    var folder = Path.of(Objects.requireNonNull(first).toURI()).resolveSibling(".");
    List<String> files;
    try (var listed = Files.list(folder)) {
      files = listed.map(path -> path.getFileName().toString()).sorted().toList();
    }

    var shipped = Migration.shipped();

    assertThat(shipped.stream().map(Migration::name)).containsExactlyElementsOf(files);
    assertThat(shipped.stream().map(Migration::version))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, files.size()).boxed().toList());
  }

  @Test
  void everyStatementMayBeRunTwice() {
    for (Migration migration : Migration.shipped()) {
      assertThat(migration.statements(Optional.empty()))
          .isNotEmpty()
          .allMatch(sql -> sql.contains("IF NOT EXISTS") || sql.contains("IF EXISTS"));
    }
  }

  @Test
  void fillsInWhatAClusterNeeds() {
    var migration =
        Migration.named(
            "V007__x.sql",
            """
            -- Not sent; at all.
            CREATE TABLE IF NOT EXISTS a ${onCluster} (x UInt8 DEFAULT ';')
            ENGINE = ${engine:MergeTree} ORDER BY x;

            ALTER TABLE a ADD COLUMN IF NOT EXISTS y UInt8;
            """);

    assertThat(migration.version()).isEqualTo(7);
    assertThat(migration.statements(Optional.empty()))
        .containsExactly(
            "CREATE TABLE IF NOT EXISTS a  (x UInt8 DEFAULT ';')\nENGINE = MergeTree ORDER BY x",
            "ALTER TABLE a ADD COLUMN IF NOT EXISTS y UInt8");
    assertThat(migration.statements(Optional.of("main")).getFirst())
        .contains("ON CLUSTER 'main'")
        .contains("ENGINE = ReplicatedMergeTree");
  }
}
