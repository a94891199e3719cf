// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The interface as the official JDBC driver uses it. */
abstract class JdbcContract extends ClickHouseHttpContract {

  @Test
  void connectsAndSaysWhatItIs() throws SQLException {
    try (Connection connection = address().jdbc()) {
      assertThat(connection.isValid(10)).isTrue();
      assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("ClickHouse");
      assertThat(connection.getSchema()).isEqualTo(address().database());
    }
  }

  static Stream<Arguments> values() {
    return Stream.of(
        arguments("toUInt64(18446744073709551615)", "18446744073709551615"),
        arguments("toInt256('-12345678901234567890123456789')", "-12345678901234567890123456789"),
        arguments("toDecimal128('12345.6789', 4)", "12345.6789"),
        arguments("toFloat64(0.1)", "0.1"),
        arguments("'tab\\tquote\\' Grüße 漢字'", "tab\tquote' Grüße 漢字"),
        arguments(
            "toUUID('61f0c404-5cb3-11e7-907b-a6006ad3dba0')",
            "61f0c404-5cb3-11e7-907b-a6006ad3dba0"),
        arguments("CAST('b', 'Enum8(\\'a\\' = 1, \\'b\\' = 2)')", "b"),
        arguments("toFixedString('abc', 3)", "abc"),
        arguments("true", "true"),
        arguments("CAST(NULL, 'Nullable(UInt8)')", "null"),
        arguments("[1, 2, 3]", "[1, 2, 3]"),
        arguments("toIPv6('2001:db8::1')", "2001:db8:0:0:0:0:0:1"),
        arguments("map('k', 1)", "{k=1}"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void readsEveryKindOfValue(String expression, String expected) throws SQLException {
    try (Connection connection = address().jdbc();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT " + expression + " AS value")) {
      assertThat(rows.next()).isTrue();
      assertThat(String.valueOf(rows.getString(1))).isEqualTo(expected);
      assertThat(rows.next()).isFalse();
    }
  }

  @Test
  void keepsNanosecondsOfATime() throws SQLException {
    String table = table("t DateTime64(9, 'UTC')");
    execute("INSERT INTO " + table + " VALUES ('2026-11-23 01:02:03.123456789')");

    try (Connection connection = address().jdbc();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT t FROM " + table)) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getObject(1, LocalDateTime.class))
          .isEqualTo(LocalDateTime.of(2026, 11, 23, 1, 2, 3, 123_456_789));
    }
  }

  @Test
  void givesAnEmptyResultItsColumns() throws SQLException {
    try (Connection connection = address().jdbc();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT number AS n, 'x' AS s FROM numbers(5) WHERE 0")) {
      assertThat(rows.getMetaData().getColumnCount()).isEqualTo(2);
      assertThat(rows.getMetaData().getColumnName(2)).isEqualTo("s");
      assertThat(rows.next()).isFalse();
    }
  }

  @Test
  void readsAResultOfManyBlocksWhole() throws SQLException {
    try (Connection connection = address().jdbc();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT number, toString(number) AS text FROM numbers(500000) ORDER BY number")) {
      long expected = 0;
      while (rows.next()) {
        assertThat(rows.getLong(1)).isEqualTo(expected);
        assertThat(rows.getString(2)).isEqualTo(Long.toString(expected));
        expected++;
      }
      assertThat(expected).isEqualTo(500_000);
    }
  }

  @Test
  void bindsParametersAndCountsRowsOfABatch() throws SQLException {
    String table = table("id UInt64, price Decimal(18, 4), body String, big UInt64");
    String nasty = "a\r\n\r\nb'; DROP TABLE " + table + "; --\u0000\\\"`\t$$ Grüße";
    try (Connection connection = address().jdbc();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO " + table + " VALUES (?, ?, ?, ?)")) {
      for (int i = 0; i < 1_000; i++) {
        insert.setInt(1, i);
        insert.setBigDecimal(2, new BigDecimal("1.2500"));
        insert.setString(3, nasty + i);
        insert.setObject(4, new BigInteger("18446744073709551615"));
        insert.addBatch();
      }
      assertThat(insert.executeBatch()).hasSize(1_000);
    }

    try (Connection connection = address().jdbc();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT body, price, big FROM " + table + " WHERE id = ? AND body = ?")) {
      select.setInt(1, 777);
      select.setString(2, nasty + 777);
      try (ResultSet rows = select.executeQuery()) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString(1)).isEqualTo(nasty + 777);
        assertThat(rows.getBigDecimal(2)).isEqualByComparingTo("1.25");
        assertThat(rows.getObject(3)).hasToString("18446744073709551615");
      }
    }
    assertThat(one("SELECT count() FROM " + table)).isEqualTo("1000");
  }

  @Test
  void tellsHowManyRowsAnInsertWrote() throws SQLException {
    String table = table("n UInt64");

    try (Connection connection = address().jdbc();
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate("INSERT INTO " + table + " VALUES (1), (2), (3)"))
          .isEqualTo(3);
    }
  }

  @Test
  void writesRowBinaryWhereTheDriverIsAskedTo() throws SQLException {
    String table = table("n UInt64, s String");
    String bytes = new String(new byte[] {10, ';', 0, 10, 10}, ISO_8859_1);
    try (Connection connection = address().jdbc("beta.row_binary_for_simple_insert", "true");
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO " + table + " (n, s) VALUES (?, ?)")) {
      for (int i = 0; i < 100; i++) {
        insert.setLong(1, i);
        insert.setString(2, bytes);
        insert.addBatch();
      }
      insert.executeBatch();
    }

    assertThat(one("SELECT count() FROM " + table + " WHERE hex(s) = '0A3B000A0A'"))
        .isEqualTo("100");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELEC 1 | 62",
        "SELECT * FROM there_is_no_such_table | 60",
        "SELECT toUInt8('x') | 6",
        "SELECT throwIf(1) | 395",
        "SELECT no_such_column | 47",
      })
  void givesTheServersErrorCodes(String sql, int code) throws SQLException {
    try (Connection connection = address().jdbc();
        Statement statement = connection.createStatement()) {
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> statement.executeQuery(sql))
          .satisfies(e -> assertThat(e.getErrorCode()).isEqualTo(code));
    }
  }

  @Test
  void refusesAWrongPassword() {
    ClickHouseAddress stranger =
        new ClickHouseAddress(address().http(), address().user(), "not it", address().database());

    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> {
          try (Connection connection = stranger.jdbc();
              Statement statement = connection.createStatement()) {
            statement.executeQuery("SELECT 1");
          }
        })
        .satisfies(e -> assertThat(e.toString() + e.getCause()).contains("516"));
  }

  @Test
  void raisesAnErrorThatComesInTheMiddleOfAResult() throws SQLException {
    try (Connection connection = address().jdbc();
        Statement statement = connection.createStatement()) {
      assertThatExceptionOfType(Exception.class)
          .isThrownBy(() -> {
            try (ResultSet rows =
                statement.executeQuery(
                    "SELECT number, throwIf(number = 5000000) FROM numbers(6000000)")) {
              while (rows.next()) {
                assertThat(rows.getLong(1)).isLessThan(6_000_000);
              }
            }
          });
    }
    assertThat(one("SELECT 'still well'")).isEqualTo("still well");
  }

  @Test
  void describesTablesColumnsAndKeys() throws SQLException {
    String table = table("id UInt64, name Nullable(String)", "MergeTree ORDER BY id");
    try (Connection connection = address().jdbc()) {
      DatabaseMetaData metaData = connection.getMetaData();
      List<String> columns = new ArrayList<>();
      try (ResultSet rows = metaData.getColumns(null, address().database(), table, "%")) {
        while (rows.next()) {
          columns.add(rows.getString("COLUMN_NAME") + " " + rows.getString("TYPE_NAME"));
        }
      }
      try (ResultSet rows =
          metaData.getTables(null, address().database(), table, new String[] {"TABLE"})) {
        assertThat(rows.next()).isTrue();
      }
      try (ResultSet rows = metaData.getSchemas()) {
        assertThat(rows.next()).isTrue();
      }
      try (ResultSet rows = metaData.getTypeInfo()) {
        assertThat(rows.next()).isTrue();
      }
      assertThat(columns).containsExactly("id UInt64", "name Nullable(String)");
    }
  }

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
