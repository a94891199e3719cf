// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.data.ClickHouseFormat;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine as a process: how it starts, ends, and comes back. */
class EngineProcessIT {

  private static final int BATCH_ROWS = 2_000;
  private static final String ROWS =
      "CREATE TABLE rows (n UInt64, body String) ENGINE = MergeTree ORDER BY n"
          + " SETTINGS non_replicated_deduplication_window = 1000";

  @TempDir Path directory;

  @Test
  void keepsWhatWasAcknowledgedWhenItIsKilledWhileInserting() throws Exception {
    long acknowledged;
    EngineProcess first = EngineProcess.start(directory);
    try (ExecutorService writer = Executors.newSingleThreadExecutor()) {
      ask(first, ROWS);
      CountDownLatch enough = new CountDownLatch(15);
      Future<Long> written = writer.submit(() -> insertUntilItBreaks(first, enough));
      assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();

      first.kill();
      acknowledged = written.get(60, TimeUnit.SECONDS);
    }

    try (EngineProcess second = EngineProcess.start(directory);
        Client client = second.address().client().build()) {
      long present = Long.parseLong(ask(second, "SELECT count() FROM rows"));
      assertThat(present).isIn(acknowledged * BATCH_ROWS, (acknowledged + 1) * BATCH_ROWS);

      insert(client, acknowledged); // the one without an answer, again, under the same token

      assertThat(ask(second, "SELECT count() = uniqExact(n) FROM rows")).isEqualTo("1");
      assertThat(ask(second, "SELECT count() FROM rows"))
          .isEqualTo(Long.toString((acknowledged + 1) * BATCH_ROWS));
      assertThat(ask(second, "SELECT count() FROM system.detached_parts")).isEqualTo("0");
    }
  }

  private static long insertUntilItBreaks(EngineProcess engine, CountDownLatch enough) {
    long batch = 0;
    try (Client client = engine.address().client().setMaxRetries(0).build()) {
      while (true) {
        insert(client, batch);
        batch++;
        enough.countDown();
      }
    } catch (Exception e) { // the engine was killed: that is what is tested
      return batch;
    }
  }

  private static void insert(Client client, long batch)
      throws InterruptedException, ExecutionException, TimeoutException {
    StringBuilder rows = new StringBuilder();
    for (long n = batch * BATCH_ROWS; n < (batch + 1) * BATCH_ROWS; n++) {
      rows.append(n).append('\t').append("x".repeat(500)).append('\n');
    }
    client
        .insert(
            "rows",
            new ByteArrayInputStream(rows.toString().getBytes(UTF_8)),
            ClickHouseFormat.TSV,
            new InsertSettings().setDeduplicationToken("batch-" + batch))
        .get(60, TimeUnit.SECONDS)
        .close();
  }

  @Test
  void endsCleanlyWhileAQueryRunsAndKeepsEveryDatabase() throws Exception {
    EngineProcess first = EngineProcess.start(directory);
    ask(first, "CREATE TABLE default.kept (n UInt64) ENGINE = MergeTree ORDER BY n");
    ask(first, "INSERT INTO default.kept VALUES (7)");
    try (ExecutorService viewer = Executors.newSingleThreadExecutor()) {
      Future<String> query =
          viewer.submit(() ->
              ask(
                  first,
                  "SELECT sum(sleepEachRow(0.1)) FROM numbers(600) SETTINGS"
                      + " function_sleep_max_microseconds_per_block = 0, max_block_size = 1"));
      while (!ask(first, "SELECT count() FROM system.processes WHERE query LIKE '%(0.1)%'")
          .equals("2")) {
        assertThat(query).isNotDone();
      }

      assertThat(first.stop()).isZero();
      assertThat(query).failsWithin(30, TimeUnit.SECONDS);
    }
    assertThat(first.errors()).doesNotContain("SIGSEGV");

    try (EngineProcess second = EngineProcess.start(directory)) {
      assertThat(ask(second, "SELECT n FROM default.kept")).isEqualTo("7");
    }
  }

  @Test
  void refusesADirectoryThatAnotherProcessHas() throws Exception {
    try (EngineProcess first = EngineProcess.start(directory)) {
      EngineProcess.Refusal second = EngineProcess.startRefused(directory);

      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.errors())
          .contains(directory.toString())
          .contains("in use by process " + first.pid());
      assertThat(ask(first, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void refusesAPortThatIsTaken() throws Exception {
    try (EngineProcess first = EngineProcess.start(directory.resolve("first"))) {
      String port = Integer.toString(first.address().http().getPort());

      EngineProcess.Refusal second =
          EngineProcess.startRefused(directory.resolve("second"), "--port", port);

      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.errors()).contains("Address already in use");
    }
  }

  @Test
  void takesTheSettingsOfItsCommandLine() throws Exception {
    try (EngineProcess engine =
        EngineProcess.start(directory, "--memory-mib", "777", "--database", "another")) {
      String setting = "SELECT value FROM system.server_settings WHERE name = ";

      assertThat(ask(engine, setting + "'max_server_memory_usage'"))
          .isEqualTo(Long.toString(777L << 20));
      assertThat(ask(engine, setting + "'mark_cache_size'")).isEqualTo(Long.toString(64L << 20));
      assertThat(ask(engine, setting + "'background_pool_size'")).isEqualTo("2");
      assertThat(ask(engine, "SELECT count() FROM system.databases WHERE name = 'another'"))
          .isEqualTo("1");
      assertThat(directory.resolve("engine.log")).isNotEmptyFile();
      assertThat(Files.readString(directory.resolve("config.xml")))
          .doesNotContain(EngineProcess.PASSWORD);
    }
  }

  @Test
  void saysHowToStartIt() throws Exception {
    EngineProcess.Refusal helped = EngineProcess.startRefused(directory, "--help");

    assertThat(helped.exitCode()).isZero();
    assertThat(helped.output()).contains("--data-dir").contains("--password-file");
  }

  private static String ask(EngineProcess engine, String sql) throws SQLException {
    try (Connection connection = engine.address().jdbc();
        Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "";
      }
      try (ResultSet rows = statement.getResultSet()) {
        assertThat(rows.next()).isTrue();
        return rows.getString(1);
      }
    }
  }
}
