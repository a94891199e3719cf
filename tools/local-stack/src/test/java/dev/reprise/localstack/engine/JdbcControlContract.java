// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Settings, timeouts, cancelling and many connections, as the official JDBC driver uses them. */
abstract class JdbcControlContract extends ClickHouseHttpContract {

  @Test
  void appliesASettingToOneConnectionOnly() throws SQLException {
    try (Connection small = address().jdbc("clickhouse_setting_max_block_size", "7");
        Statement statement = small.createStatement();
        ResultSet rows = statement.executeQuery("SELECT getSetting('max_block_size')")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getLong(1)).isEqualTo(7);
    }
    assertThat(Long.parseLong(one("SELECT getSetting('max_block_size')"))).isGreaterThan(7);
  }

  @Test
  void stopsAQueryThatTakesTooLong() throws SQLException {
    try (Connection connection = address().jdbc();
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);

      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(
              () -> statement.executeQuery("SELECT sum(sleepEachRow(0.1)) FROM numbers(600)"));
    }
  }

  @Test
  void cancelsAQueryFromAnotherThread() throws Exception {
    try (ExecutorService other = Executors.newSingleThreadExecutor();
        Connection connection = address().jdbc();
        Statement statement = connection.createStatement()) {
      String marker = "cancel me " + System.nanoTime();
      Future<?> query =
          other.submit(() ->
              statement.executeQuery(
                  "SELECT '"
                      + marker
                      + "', sleepEachRow(0.1) FROM numbers(3000)"
                      + " SETTINGS function_sleep_max_microseconds_per_block = 0,"
                      + " max_block_size = 10"));
      awaitRunning(marker);

      statement.cancel();

      assertThatExceptionOfType(Exception.class)
          .isThrownBy(() -> query.get(20, TimeUnit.SECONDS))
          .withMessageContaining("394");
    }
  }

  private void awaitRunning(String marker) throws SQLException {
    String question =
        "SELECT count() FROM system.processes WHERE query LIKE '%"
            + marker
            + "%' AND query NOT LIKE '%system.processes%'";
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!one(question).equals("1")) {
      assertThat(System.nanoTime()).as("the query has begun").isLessThan(deadline);
    }
  }

  @Test
  void servesManyConnectionsAtOnceWithoutMixingThemUp() {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<CompletableFuture<Void>> workers = new ArrayList<>();
      for (int worker = 0; worker < 8; worker++) {
        int id = worker;
        workers.add(CompletableFuture.runAsync(() -> echo(id), threads));
      }
      workers.forEach(CompletableFuture::join);
    }
  }

  private void echo(int worker) {
    try (Connection connection = address().jdbc();
        PreparedStatement statement =
            connection.prepareStatement("SELECT ?, number FROM numbers(3)")) {
      for (int i = 0; i < 50; i++) {
        String token = worker + "-" + i;
        statement.setString(1, token);
        try (ResultSet rows = statement.executeQuery()) {
          for (int row = 0; row < 3; row++) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo(token);
          }
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
