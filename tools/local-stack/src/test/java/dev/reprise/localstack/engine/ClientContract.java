// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.CompressionMethod;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.GenericRecord;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The interface as the official client library uses it. */
abstract class ClientContract extends ClickHouseHttpContract {

  private static final byte[] NASTY = {10, ';', 0, 10, 10, '\'', (byte) 0xff, 'D', 'R', 'O', 'P'};

  @Test
  void answersAPing() {
    try (Client client = address().client().build()) {
      assertThat(client.ping()).isTrue();
    }
  }

  @Test
  void takesNamedParametersInTheUrlAndInAForm() throws Exception {
    String sql = "SELECT {n:UInt32} + 1 AS n, {s:String} AS s, {a:Array(String)} AS a";
    Map<String, Object> parameters =
        Map.of("n", 41, "s", "it's\ta 'text' & more", "a", List.of("x", "y"));
    for (boolean form : new boolean[] {false, true}) {
      try (Client client = address().client().useHttpFormDataForQuery(form).build()) {
        GenericRecord row = client.queryAll(sql, parameters).getFirst();

        assertThat(row.getLong("n")).isEqualTo(42);
        assertThat(row.getString("s")).isEqualTo("it's\ta 'text' & more");
        assertThat(row.getList("a").toString()).isEqualTo("[x, y]");
      }
    }
  }

  @Test
  void streamsAParameterisedResultOfManyBlocks() {
    try (Client client = address().client().build()) {
      List<GenericRecord> rows =
          client.queryAll(
              "SELECT number + {offset:UInt64} AS n FROM numbers(300000)",
              Map.of("offset", 1_000_000L));

      assertThat(rows).hasSize(300_000);
      assertThat(rows.getLast().getLong("n")).isEqualTo(1_299_999);
    }
  }

  @Test
  void takesAnIdentifierAsAParameter() throws Exception {
    String table = table("n UInt64");
    execute("INSERT INTO " + table + " VALUES (5)");

    try (Client client = address().client().build()) {
      assertThat(
              client
                  .queryAll("SELECT n FROM {t:Identifier}", Map.of("t", table))
                  .getFirst()
                  .getLong("n"))
          .isEqualTo(5);
    }
  }

  @ParameterizedTest
  @CsvSource({"false,false", "true,false", "true,true"})
  void insertsBytesAsTheyAre(boolean compressed, boolean byHttp) throws Exception {
    String table = table("n UInt64, body String");
    byte[] rows = rowBinary(2_000);

    try (Client client =
        address().client().compressClientRequest(compressed).useHttpCompression(byHttp).build()) {
      client
          .insert(table, new ByteArrayInputStream(rows), ClickHouseFormat.RowBinary)
          .get(30, TimeUnit.SECONDS)
          .close();
    }

    assertThat(
            one("SELECT count() FROM " + table + " WHERE body = unhex('0A3B000A0A27FF44524F50')"))
        .isEqualTo("2000");
  }

  @ParameterizedTest
  @EnumSource(CompressionMethod.class)
  void takesEveryCompressionOfTheClient(CompressionMethod method) throws Exception {
    String table = table("n UInt64, body String");

    try (Client client =
        address().client().compressClientRequest(true).compressionMethod(method).build()) {
      client
          .insert(table, new ByteArrayInputStream(rowBinary(5_000)), ClickHouseFormat.RowBinary)
          .get(30, TimeUnit.SECONDS)
          .close();

      assertThat(client.queryAll("SELECT count() AS c FROM " + table).getFirst().getLong("c"))
          .isEqualTo(5_000);
    }
  }

  private static byte[] rowBinary(int count) throws IOException {
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
        rows.write((int) ((long) i >>> shift));
      }
      rows.write(NASTY.length);
      rows.write(NASTY);
    }
    return rows.toByteArray();
  }

  @Test
  @SuppressWarnings("try") // QueryResponse.close() declares Exception
  void insertsTextAndWhatItRead() throws Exception {
    String from = table("n UInt64, s String");
    String to = table("n UInt64, s String");
    try (Client client = address().client().build()) {
      client
          .insert(
              from,
              new ByteArrayInputStream(
                  "{\"n\":1,\"s\":\"a\"}\n\n{\"n\":2,\"s\":\"b\"}".getBytes(UTF_8)),
              ClickHouseFormat.JSONEachRow)
          .get(30, TimeUnit.SECONDS)
          .close();
      try (QueryResponse blocks =
          client
              .query(
                  "SELECT * FROM " + from, new QuerySettings().setFormat(ClickHouseFormat.Native))
              .get(30, TimeUnit.SECONDS)) {
        client
            .insert(to, blocks.getInputStream(), ClickHouseFormat.Native)
            .get(30, TimeUnit.SECONDS)
            .close();
      }

      assertThat(
              client
                  .queryAll("SELECT sum(n) AS s, count() AS c FROM " + to)
                  .getFirst()
                  .getLong("s"))
          .isEqualTo(3);
    }
  }

  @ParameterizedTest
  @CsvSource({"false,false", "true,false", "true,true"})
  void readsCompressedResults(boolean compressed, boolean byHttp) {
    try (Client client =
        address().client().compressServerResponse(compressed).useHttpCompression(byHttp).build()) {
      assertThat(client.queryAll("SELECT number, repeat('x', 50) AS x FROM numbers(100000)"))
          .hasSize(100_000);
    }
  }

  @Test
  void insertsOnceWhatComesTwiceUnderOneToken() throws Exception {
    String table =
        table(
            "n UInt64, day Date",
            "MergeTree PARTITION BY day ORDER BY n SETTINGS non_replicated_deduplication_window = 1000");
    try (Client client = address().client().build()) {
      insertDays(client, table, "topic-0-10-19");
      insertDays(client, table, "topic-0-10-19");
      assertThat(one("SELECT count() FROM " + table)).isEqualTo("2");

      insertDays(client, table, "topic-0-20-29");
      assertThat(one("SELECT count() FROM " + table)).isEqualTo("4");
    }
  }

  private static void insertDays(Client client, String table, String token) throws Exception {
    client
        .insert(
            table,
            new ByteArrayInputStream("1\t2026-01-01\n2\t2026-01-02\n".getBytes(UTF_8)),
            ClickHouseFormat.TSV,
            new InsertSettings()
                .setDeduplicationToken(token)
                .serverSetting("insert_deduplicate", "1")
                .serverSetting("async_insert", "0"))
        .get(30, TimeUnit.SECONDS)
        .close();
  }

  @Test
  void insertsNothingOfDataThatAreCutOff() throws Exception {
    String table = table("n UInt64, body String");
    byte[] rows = rowBinary(100);
    byte[] cut = Arrays.copyOf(rows, rows.length - 3);

    try (Client client = address().client().build()) {
      assertThatExceptionOfType(Exception.class)
          .isThrownBy(() ->
              client
                  .insert(table, new ByteArrayInputStream(cut), ClickHouseFormat.RowBinary)
                  .get(30, TimeUnit.SECONDS));
    }
    assertThat(one("SELECT count() FROM " + table)).isEqualTo("0");
  }

  @Test
  void givesTheServersErrorCodes() {
    try (Client client = address().client().build()) {
      assertThat(codeOf(() -> client.queryAll("SELECT * FROM there_is_no_such_table")))
          .isEqualTo(ServerException.TABLE_NOT_FOUND);
      assertThat(
              codeOf(() ->
                  client.queryAll(
                      "SELECT 1",
                      new QuerySettings().serverSetting("there_is_no_such_setting", "1"))))
          .isEqualTo(ServerException.UNKNOWN_SETTING);
    }
  }

  private static int codeOf(ThrowingCallable call) {
    Throwable thrown = catchThrowable(call);
    while (thrown != null && !(thrown instanceof ServerException)) {
      thrown = thrown.getCause();
    }
    return thrown instanceof ServerException error ? error.getCode() : ServerException.CODE_UNKNOWN;
  }
}
