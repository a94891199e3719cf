// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.demo.http.Answer;
import dev.reprise.demo.http.ApiServer;
import dev.reprise.demo.http.Json;
import dev.reprise.demo.http.Router;
import dev.reprise.demo.ledger.Outgoing.Sending;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgeredClientTest {

  private static final String TEXT = "{\"text\":\"" + "z".repeat(500) + "\"}";
  private static final String NOTHING = sha256(new byte[0]);

  @TempDir Path directory;

  private Ledger ledger;
  private LedgeredClient client;
  private ApiServer server;

  @BeforeEach
  void start() throws IOException {
    ledger = Ledger.at(Optional.of(directory.resolve("ledger")));
    client = LedgeredClient.direct(ledger);
    byte[] body = TEXT.getBytes(StandardCharsets.UTF_8);
    server =
        ApiServer.http(
            0,
            new Router()
                .on("GET", "/text", _ -> Answer.of(200, "application/json", body).compressible())
                .on("POST", "/echo", call -> Answer.json(201, call.json()).chunked()));
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    ledger.close();
    server.close();
  }

  @Test
  void hashesTheBodyAsItWasOnTheWireBeforeGzipIsTakenOff() throws Exception {
    Reply plain = client.send(request("GET", "/text?a=%20b"));
    Reply gzip = client.send(request("GET", "/text").header("Accept-Encoding", "gzip"));

    byte[] compressed = gzip(TEXT.getBytes(StandardCharsets.UTF_8));
    assertThat(gzip.json()).isEqualTo(plain.json());
    assertThat(gzip.wireBytes()).isEqualTo(compressed.length);
    assertThat(entries().get(0).path("target").textValue()).isEqualTo("/text?a=%20b");
    assertThat(entries().get(0).path("responseSha256").textValue())
        .isEqualTo(sha256(TEXT.getBytes(StandardCharsets.UTF_8)));
    assertThat(entries().get(1).path("responseSha256").textValue()).isEqualTo(sha256(compressed));
    assertThat(entries().get(1).path("requestSha256").textValue()).isEqualTo(NOTHING);
  }

  @Test
  void hashesBodiesAlikeHoweverTheyAreSent() throws Exception {
    for (Sending sending : Sending.values()) {
      client.send(request("POST", "/echo").json(TEXT).sent(sending));
    }

    assertThat(entries())
        .hasSize(3)
        .allSatisfy(entry -> {
          assertThat(entry.path("status").intValue()).isEqualTo(201);
          assertThat(entry.path("requestBytes").intValue()).isEqualTo(TEXT.length());
          assertThat(entry.path("requestSha256")).isEqualTo(entry.path("responseSha256"));
        });
  }

  @Test
  void countsRequestsAndTellsWhoSentThemAndWhere() throws Exception {
    long before = System.currentTimeMillis() * 1_000_000;
    client.send(request("GET", "/text"));
    client.send(request("GET", "/missing"));

    JsonNode second = entries().get(1);
    assertThat(second.path("sequence").longValue()).isEqualTo(1);
    assertThat(second.path("direction").textValue()).isEqualTo("INBOUND");
    assertThat(second.path("session").textValue()).isEqualTo("session-1");
    assertThat(second.path("authority").textValue()).isEqualTo("127.0.0.1:" + server.port());
    assertThat(second.path("status").intValue()).isEqualTo(404);
    assertThat(second.path("startNanos").longValue()).isBetween(before, before + 600_000_000_000L);
  }

  @Test
  void writesDownARequestThatGotNoAnswer() throws Exception {
    server.close();

    assertThatThrownBy(() -> client.send(request("GET", "/text"))).isInstanceOf(IOException.class);

    assertThat(entries().getFirst().path("status").intValue()).isZero();
    assertThat(entries().getFirst().path("error").textValue()).isNotEmpty();
    assertThat(entries().getFirst().path("responseSha256").textValue()).isEqualTo(NOTHING);
  }

  private Outgoing request(String method, String target) {
    var uri = URI.create("http://127.0.0.1:" + server.port() + target);
    return Outgoing.of(Direction.INBOUND, "session-1", method, uri);
  }

  private List<JsonNode> entries() throws IOException {
    var entries = new ArrayList<JsonNode>();
    for (String line : Files.readAllLines(directory.resolve("ledger"))) {
      entries.add(Json.parse(line.getBytes(StandardCharsets.UTF_8)));
    }
    return entries;
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    var buffer = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(buffer)) {
      out.write(plain);
    }
    return buffer.toByteArray();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
