// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.traffic.error.AppException;
import dev.reprise.warehouse.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MigratorIT {

  private static final Migration FIRST =
      Migration.named(
          "V001__a.sql",
          "CREATE TABLE IF NOT EXISTS a (x UInt8) ENGINE = ${engine:MergeTree} ORDER BY x;\n");
  private static final Migration SECOND =
      Migration.named("V002__b.sql", "ALTER TABLE a ADD COLUMN IF NOT EXISTS y UInt8;\n");

  private final TestDatabase database = TestDatabase.create();

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void appliesWhatIsMissingAndNothingTwice() {
    assertThat(migrate(FIRST)).containsExactly("V001__a.sql");
    assertThat(migrate(FIRST, SECOND)).containsExactly("V002__b.sql");
    assertThat(migrate(FIRST, SECOND)).isEmpty();

    database.client().run("INSERT INTO a SELECT 1, 2");
    assertThat(database.client().ask("SELECT x, y FROM a", Map.of()))
        .containsExactly(List.of("1", "2"));
  }

  @Test
  void refusesAMigrationThatChangedAfterItWasApplied() {
    migrate(FIRST);
    var changed = Migration.named("V001__a.sql", FIRST.template() + "\n");

    assertThatThrownBy(() -> migrate(changed))
        .isInstanceOfSatisfying(
            AppException.class, refused -> assertThat(refused.code()).isEqualTo("SCHEMA_CHANGED"));
  }

  @Test
  void refusesASchemaThatIsNewerThanItKnows() {
    migrate(FIRST, SECOND);

    assertThatThrownBy(() -> migrate(FIRST))
        .isInstanceOfSatisfying(
            AppException.class, refused -> assertThat(refused.code()).isEqualTo("SCHEMA_TOO_NEW"));
  }

  @Test
  void severalServicesMayStartAtOnce() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var starts = new ArrayList<Future<List<String>>>();
      for (int i = 0; i < 4; i++) {
        starts.add(
            threads.submit(() -> new Migrator(database.client(), Optional.empty()).migrate()));
      }
      for (var start : starts) {
        start.get();
      }
    }

    assertThat(new Migrator(database.client(), Optional.empty()).migrate()).isEmpty();
    assertThat(database.client().ask("SELECT count() FROM rrpairs", Map.of()))
        .containsExactly(List.of("0"));
  }

  private List<String> migrate(Migration... migrations) {
    return new Migrator(database.client(), Optional.empty(), List.of(migrations)).migrate();
  }
}
