// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody gets in without the password, and whoever is in does not get out to the machine. */
class EngineSafetyIT extends ClickHouseHttpContract {

  private static final String SECRET = "the-content-of-a-file-of-this-machine";

  @TempDir Path directory;

  @Override
  ClickHouseAddress address() {
    return EngineProcess.shared().address();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM file('@', 'LineAsString')",
        "SELECT * FROM FiLe('@', 'LineAsString')",
        "SELECT * FROM `file`('@', 'LineAsString')",
        "SELECT * FROM \"file\"('@', 'LineAsString')",
        "SELECT * FROM `\\x66ile`('@', 'LineAsString')",
        "SELECT * FROM “file”('@', 'LineAsString')",
        "SELECT * FROM file /* x */ ('@', 'LineAsString')",
        "SELECT * FROM file -- x\n ('@', 'LineAsString')",
        "SELECT * FROM file // x\n ('@', 'LineAsString')",
        "SELECT * FROM file\u00a0('@', 'LineAsString')",
        "SELECT * FROM file\u3000('@', 'LineAsString')",
        "SELECT ‘ ' ’, * FROM file('@', 'LineAsString') --'",
        "SELECT $x$ ' $x$, * FROM file('@', 'LineAsString') --'",
        "SELECT /* /* */ ' */ * FROM file('@', 'LineAsString') --'",
        "SELECT '\\'', * FROM file('@', 'LineAsString') --'",
        "SELECT '''', * FROM file('@', 'LineAsString') --'",
        "SELECT * FROM view(SELECT * FROM file('@', 'LineAsString'))",
        "SELECT * FROM loop(file('@', 'LineAsString')) LIMIT 1",
        "SELECT * FROM fileCluster('x', '@', 'LineAsString')",
        "SELECT * FROM eval('SELECT * FROM file(\\'@\\', \\'LineAsString\\')')",
        "SELECT file('@')",
        "SELECT * FROM '@'",
        "SELECT * FROM `@`",
        "SELECT * FROM default.`@`",
        "SELECT * FROM {f:Identifier}('@', 'LineAsString')",
        "SELECT * FROM executable('cat @', 'LineAsString', 's String')",
        "SELECT * FROM url('file://@', 'LineAsString')",
        "SELECT * FROM sqlite('@', 'x')",
        "DESCRIBE TABLE file('@')",
        "INSERT INTO stolen FROM INFILE '@' FORMAT LineAsString",
        "INSERT INTO stolen SELECT * FROM file('@', 'LineAsString')",
        "CREATE TABLE stolen2 ENGINE = File(LineAsString, '@')",
        "CREATE TABLE stolen2 AS file('@', 'LineAsString')",
        "CREATE DATABASE stolen2 ENGINE = Filesystem('/')",
        "CREATE DATABASE stolen2 ENGINE = Filesystem",
        "CREATE DICTIONARY stolen2 (s String) PRIMARY KEY s SOURCE(FILE(PATH '@' FORMAT"
            + " 'LineAsString')) LAYOUT(FLAT())",
        "CREATE TABLE stolen2 (s String) ENGINE = MergeTree ORDER BY s SETTINGS disk ="
            + " disk(type = local, path = '/')",
        "SET dialect = 'kusto'",
        "SET max_threads = 1, `dialect` = 'kusto'",
      })
  void readsNoFileOfTheMachine(String template) throws Exception {
    Path file = directory.resolve("secret");
    Files.writeString(file, SECRET + "\n");
    post("", "CREATE TABLE IF NOT EXISTS stolen (s String) ENGINE = MergeTree ORDER BY s");

    HttpResponse<byte[]> response = post("param_f=file", template.replace("@", file.toString()));

    assertThat(text(response)).doesNotContain(SECRET);
    assertThat(response.statusCode()).as(text(response)).isGreaterThanOrEqualTo(400);
    assertThat(text(post("", "SELECT count() FROM stolen"))).isEqualTo("0\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1 INTO OUTFILE '@'",
        "SELECT 1 INTO /* x */ OUTFILE '@' FORMAT CSV",
        "INSERT INTO FUNCTION file('@', 'CSV', 'n UInt8') VALUES (1)",
        "INSERT INTO TABLE FUNCTION file('@', 'CSV', 'n UInt8') SELECT 1",
        "BACKUP DATABASE reprise TO File('@')",
      })
  void writesNoFileOfTheMachine(String template) throws Exception {
    Path file = directory.resolve("written");

    HttpResponse<byte[]> response = post("", template.replace("@", file.toString()));

    assertThat(response.statusCode()).isGreaterThanOrEqualTo(400);
    assertThat(file).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 'file(1)', \"url(2)\" FROM (SELECT 1 AS `url(2)`)",
        "SELECT 'it is /* not */ a -- comment', 's3(' ",
        "SELECT file FROM (SELECT 1 AS file)",
        "SELECT number FROM numbers(1) WHERE toString(number) LIKE '%url(%' OR 1",
      })
  void doesNotTakeATextForACall(String sql) throws Exception {
    assertThat(post("", sql).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesASettingThatChangesTheLanguage() throws Exception {
    assertThat(errorCode(post("dialect=kusto", "print 1"))).isEqualTo("446");
  }

  @Test
  void letsInOnlyWhoHasThePassword() throws Exception {
    assertThat(anonymous("").statusCode()).isEqualTo(403);
    assertThat(errorCode(anonymous(""))).isEqualTo("516");
    assertThat(anonymous("user=default&password=wrong").statusCode()).isEqualTo(403);
    assertThat(anonymous("user=other&password=" + encoded(EngineProcess.PASSWORD)).statusCode())
        .isEqualTo(403);
    assertThat(anonymous("", "Authorization", "Basic not-base-64!").statusCode()).isEqualTo(403);
    assertThat(anonymous("user=default&password=" + encoded(EngineProcess.PASSWORD)).statusCode())
        .isEqualTo(200);
  }

  private HttpResponse<byte[]> anonymous(String query, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address().http() + "/?" + query))
            .POST(BodyPublishers.ofString("SELECT 1"));
    return send(headers.length > 0 ? request.headers(headers) : request);
  }

  @Test
  void servesNoWebPage() throws Exception {
    HttpResponse<byte[]> response =
        post("", "SELECT 1".getBytes(UTF_8), "Origin", "http://localhost:3000");

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(text(response)).doesNotContain("1\n");
  }

  @Test
  void answersAPingToAnyone() throws Exception {
    HttpRequest.Builder ping = HttpRequest.newBuilder(address().http().resolve("/ping")).GET();

    assertThat(text(send(ping))).isEqualTo("Ok.\n");
  }

  @Test
  void listensOnThisMachineOnly() throws Exception {
    Path network = Path.of("/proc", Long.toString(EngineProcess.shared().pid()), "net");
    String listening =
        Files.readString(network.resolve("tcp")) + Files.readString(network.resolve("tcp6"));
    String port = "%04X".formatted(address().http().getPort());

    assertThat(listening).contains("0100007F:" + port).doesNotContain("00000000:" + port + " 0");
  }
}
