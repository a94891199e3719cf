// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.zip.GZIPInputStream;
import net.jpountz.lz4.LZ4FrameInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The interface as curl uses it. */
abstract class HttpInterfaceContract extends ClickHouseHttpContract {

  @Test
  void saysWhoAnsweredAndHowMuchWasRead() throws Exception {
    HttpResponse<byte[]> response = post("query_id=an-id-of-mine", "SELECT number FROM numbers(3)");

    assertThat(text(response)).isEqualTo("0\n1\n2\n");
    assertThat(response.headers().firstValue("X-ClickHouse-Query-Id")).contains("an-id-of-mine");
    assertThat(response.headers().firstValue("X-ClickHouse-Format")).contains("TabSeparated");
    assertThat(response.headers().firstValue("X-ClickHouse-Timezone")).isPresent();
    assertThat(response.headers().firstValue("X-ClickHouse-Summary").orElse(""))
        .contains("\"read_rows\":\"3\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELEC 1 | 400 | 62",
        "SELECT * FROM there_is_no_such_table | 404 | 60",
        "SELECT 1 SETTINGS there_is_no_such_setting = 1 | 404 | 115",
        "SELECT throwIf(1) | 500 | 395",
      })
  void givesEachErrorItsStatus(String sql, int status, String code) throws Exception {
    HttpResponse<byte[]> response = post("", sql);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(errorCode(response)).isEqualTo(code);
    assertThat(text(response)).startsWith("Code: " + code + ". DB::Exception: ");
  }

  @Test
  void refusesAnUnknownDatabase() throws Exception {
    assertThat(errorCode(post("database=there_is_none", "SELECT 1"))).isEqualTo("81");
  }

  @Test
  void letsAGetOnlyRead() throws Exception {
    String table = table("n UInt64");

    assertThat(text(get("SELECT 1 + 1"))).isEqualTo("2\n");
    assertThat(errorCode(get("DROP TABLE " + table))).isEqualTo("164");
    assertThat(errorCode(get("INSERT INTO " + table + " VALUES (1)"))).isEqualTo("164");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1; SELECT 2",
        "SELECT 1; DROP TABLE x",
        "SELECT 1 -- a comment ;\n; SELECT 2",
      })
  void runsOneStatementARequest(String sql) throws Exception {
    assertThat(errorCode(post("", sql))).isEqualTo("62");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT 1; | 1",
        "SELECT ';' | ;",
        "SELECT $$a;b$$ | a;b",
        "SELECT 1 /* ; SELECT 2 */ | 1",
        "SELECT 1 -- ; SELECT 2 | 1",
        "(SELECT 1) | 1",
        "WITH 5 AS x SELECT x | 5",
      })
  void knowsASemicolonThatIsNone(String sql, String answer) throws Exception {
    assertThat(text(post("", sql))).isEqualTo(answer + "\n");
  }

  @Test
  void insertsWhatFollowsTheStatement() throws Exception {
    String table = table("n UInt64, s String");

    assertThat(post("", "INSERT INTO " + table + " FORMAT CSV\n1,\"a\n\nb;\"\n2,c").statusCode())
        .isEqualTo(200);
    assertThat(post("", "INSERT INTO " + table + " VALUES (3, 'x'), (4, 'y;\n\n');").statusCode())
        .isEqualTo(200);
    assertThat(
            post(
                    "query=" + encoded("INSERT INTO " + table + " FORMAT JSONEachRow"),
                    "{\"n\":5,\"s\":\"\"}")
                .statusCode())
        .isEqualTo(200);
    assertThat(post("query=" + encoded("INSERT INTO " + table), "(6, 'z')").statusCode())
        .isEqualTo(200);
    assertThat(
            post("", "INSERT INTO " + table + " SELECT number + 7, 'n' FROM numbers(2)")
                .statusCode())
        .isEqualTo(200);

    assertThat(text(post("", "SELECT n FROM " + table + " ORDER BY n")))
        .isEqualTo("1\n2\n3\n4\n5\n6\n7\n8\n");
    assertThat(text(post("", "SELECT hex(s) FROM " + table + " WHERE n = 1")))
        .isEqualTo("610A0A623B\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RowBinary",
        "RowBinaryWithNamesAndTypes",
        "Native",
        "Parquet",
        "ArrowStream",
        "JSONEachRow",
        "TSV",
        "CSVWithNames"
      })
  void takesBackWhatItGaveInEveryFormat(String format) throws Exception {
    String from = table("n UInt64, body String");
    String to = table("n UInt64, body String");
    execute(
        "INSERT INTO "
            + from
            + " SELECT number, concat('\\n;\\0\\n\\n', toString(number), '\\'); DROP') FROM"
            + " numbers(150000)");

    byte[] rows = post("", "SELECT * FROM " + from + " ORDER BY n FORMAT " + format).body();
    HttpResponse<byte[]> inserted =
        post("query=" + encoded("INSERT INTO " + to + " FORMAT " + format), rows);

    assertThat(text(inserted)).isEmpty();
    assertThat(fingerprint(to)).isEqualTo(fingerprint(from));
  }

  private String fingerprint(String table) throws IOException, InterruptedException {
    return text(post("", "SELECT count(), sum(cityHash64(n, body)) FROM " + table));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TSVWithNames",
        "TSVWithNamesAndTypes",
        "CSVWithNames",
        "JSONCompactEachRowWithNamesAndTypes",
        "RowBinaryWithNamesAndTypes",
        "RowBinaryWithNames",
        "JSON"
      })
  void showsAHeaderOnce(String format) throws Exception {
    String sql =
        "SELECT number AS n, toString(number) AS `a \\n name` FROM numbers(200000) FORMAT "
            + format;

    byte[] streamed = post("", sql).body();
    byte[] whole = post("wait_end_of_query=1", sql).body();

    if (format.equals("JSON")) {
      assertThat(text(post("", sql))).contains("\"rows\": 200000");
    } else {
      assertThat(streamed).isEqualTo(whole);
    }
  }

  @Test
  void keepsASessionsTablesAndSettings() throws Exception {
    String session = "session_id=contract-" + System.nanoTime();

    assertThat(errorCode(post(session + "&session_check=1", "SELECT 1"))).isEqualTo("372");
    post(session, "CREATE TEMPORARY TABLE mine (n UInt64)");
    post(session, "INSERT INTO mine VALUES (1), (2)");
    post(session, "SET max_threads = 1");

    assertThat(text(post(session, "SELECT sum(n), getSetting('max_threads') FROM mine")))
        .isEqualTo("3\t1\n");
    assertThat(errorCode(post(session, "SELECT throwIf(1)"))).isEqualTo("395");
    assertThat(text(post(session, "SELECT sum(n) FROM mine"))).isEqualTo("3\n");
    assertThat(errorCode(post("", "SELECT sum(n) FROM mine"))).isEqualTo("60");
  }

  @Test
  void leavesNothingBehindWithoutASession() throws Exception {
    post("", "SET max_block_size = 3");
    post("", "USE system");

    for (int i = 0; i < 20; i++) {
      assertThat(text(post("", "SELECT currentDatabase(), getSetting('max_block_size') > 3")))
          .isEqualTo(address().database() + "\t1\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "lz4", "zstd"})
  void answersInTheEncodingAskedFor(String encoding) throws Exception {
    String sql = "SELECT number FROM numbers(300000)";

    HttpResponse<byte[]> response =
        post("enable_http_compression=1", sql.getBytes(UTF_8), "Accept-Encoding", encoding);

    assertThat(response.headers().firstValue("Content-Encoding")).contains(encoding);
    try (InputStream decoded = decoded(encoding, response.body())) {
      assertThat(decoded.readAllBytes()).isEqualTo(post("", sql).body());
    }
  }

  private static InputStream decoded(String encoding, byte[] body) throws IOException {
    InputStream packed = new ByteArrayInputStream(body);
    return switch (encoding) {
      case "gzip" -> new GZIPInputStream(packed);
      case "lz4" -> new LZ4FrameInputStream(packed);
      default -> new ZstdInputStream(packed);
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "lz4", "zstd"})
  void takesABodyInAnEncoding(String encoding) throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream stream = ContentCoding.encoding(encoding, packed)) {
      stream.write("SELECT 'packed'".getBytes(UTF_8));
    }

    assertThat(text(post("", packed.toByteArray(), "Content-Encoding", encoding)))
        .isEqualTo("packed\n");
  }

  @Test
  void refusesABlockWhoseChecksumIsWrong() throws Exception {
    String table = table("s String");
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream blocks = NativeBlocks.writing(packed, BlockMethod.LZ4)) {
      blocks.write("hello\n".getBytes(UTF_8));
    }
    byte[] garbled = packed.toByteArray();
    garbled[3] ^= 1;
    String insert = "decompress=1&query=" + encoded("INSERT INTO " + table + " FORMAT TSV");

    assertThat(post(insert, garbled).statusCode()).isGreaterThanOrEqualTo(400);
    assertThat(post(insert, packed.toByteArray()).statusCode()).isEqualTo(200);
    assertThat(text(post("", "SELECT * FROM " + table))).isEqualTo("hello\n");
  }

  @Test
  void cutsTheConnectionWhenALargeResultFails() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() ->
            send(
                request("http_write_exception_in_output_format=0")
                    .POST(
                        BodyPublishers.ofString(
                            "SELECT number, throwIf(number = 5000000) FROM numbers(6000000)"))));
  }

  @Test
  void readsTotalsBehindTheRows() throws Exception {
    assertThat(
            text(
                post(
                    "",
                    "SELECT number, count() FROM numbers(2) GROUP BY number WITH TOTALS"
                        + " ORDER BY number")))
        .isEqualTo("0\t1\n1\t1\n\n0\t2\n");
  }
}
