// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementTest {

  private static final Forbidden FORBIDDEN =
      new Forbidden(List.of("numbers", "MergeTree", "brandNewReader"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INSERT INTO t VALUES (1) | 'INSERT INTO t ' | Values | ' (1)'",
        "insert into values values (1) | 'insert into values ' | Values | ' (1)'",
        "INSERT INTO t (a, format) FORMAT CSV 1 | 'INSERT INTO t (a, format) ' | CSV | ' 1'",
        "INSERT INTO t SETTINGS x = 1 FORMAT TSV 1 | 'INSERT INTO t SETTINGS x = 1 ' | TSV | ' 1'",
        "INSERT INTO t | 'INSERT INTO t' | Values | ''",
        "INSERT INTO db.values (a) values(1) | 'INSERT INTO db.values (a) ' | Values | '(1)'",
        "INSERT INTO t SELECT a FROM input('a Int') FORMAT CSV 1 |"
            + " 'INSERT INTO t SELECT a FROM input(''a Int'') ' | CSV | ' 1'",
      })
  void findsWhereAnInsertsDataBegin(String sql, String head, String format, String data) {
    Statement statement = scan(sql);

    assertThat(statement.isInsertWithData()).isTrue();
    assertThat(sql.substring(0, statement.headEnd())).isEqualTo(head);
    assertThat(statement.format()).isEqualTo(format);
    assertThat(sql.substring(statement.dataStart())).isEqualTo(data == null ? "" : data);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO t SELECT 1",
        "INSERT INTO t WITH 1 AS x SELECT x",
        "SELECT * FROM t FORMAT Values",
        "CREATE TABLE t (v String DEFAULT 'VALUES')",
      })
  void seesNoDataWhereNoneFollow(String sql) {
    assertThat(scan(sql).isInsertWithData()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "SELECT 1 FORMAT JSON, JSON",
    "SELECT 1 format CSVWithNames, CSVWithNames",
    "SELECT (SELECT format FROM t), ''",
    "SELECT t.format, ''"
  })
  void findsTheFormatOfAResult(String sql, String format) {
    assertThat(scan(sql).format()).isEqualTo(format);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM brandNewReader('x')",
        "CREATE TABLE t ENGINE = File(CSV)",
        "CREATE DATABASE d ENGINE=Filesystem",
        "CREATE DATABASE d ENGINE `Filesystem`",
        "INSERT INTO FUNCTION url('x') VALUES (1)",
        "SELECT 1 INTO OUTFILE 'x'",
        "INSERT INTO t FROM INFILE 'x' FORMAT CSV",
        "SET x = 1, dialect = 'kusto'",
      })
  void refusesWhatReachesOutside(String sql) {
    assertThat(scan(sql).forbidden()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM numbers(3)",
        "CREATE TABLE t (a Int) ENGINE = MergeTree() ORDER BY a",
        "SELECT 'file(', url FROM t WHERE file = 's3('",
        "INSERT INTO t VALUES (file('x'))",
      })
  void letsPassWhatStaysInside(String sql) {
    assertThat(scan(sql).forbidden()).isEmpty();
  }

  @Test
  void tellsStatementsThatLeaveSomethingBehind() {
    assertThat(scan("SET a = 1").changesConnection()).isTrue();
    assertThat(scan("USE d").changesConnection()).isTrue();
    assertThat(scan("CREATE TEMPORARY TABLE t (a Int)").changesConnection()).isTrue();
    assertThat(scan("SELECT 1 SETTINGS a = 1").changesConnection()).isFalse();
  }

  @Test
  void countsStatementsNotSemicolons() {
    assertThat(scan("SELECT 1;").several()).isFalse();
    assertThat(scan("SELECT ';' ; -- the end").several()).isFalse();
    assertThat(scan("SELECT 1; SELECT 2").several()).isTrue();
    assertThat(scan("DROP TABLE t; INSERT INTO t VALUES (1)").several()).isTrue();
  }

  private static Statement scan(String sql) {
    return Statement.scan(sql, FORBIDDEN);
  }
}
