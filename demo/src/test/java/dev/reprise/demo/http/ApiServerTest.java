// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Looks at the bytes, because a client would hide what they say about framing. */
class ApiServerTest {

  private static final String TEXT = "{\"text\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}";

  private ApiServer server;

  @BeforeEach
  void start() throws IOException {
    var body = Json.object().put("text", "a".repeat(44));
    server =
        ApiServer.http(
            0,
            new Router()
                .on("GET", "/plain", _ -> Answer.json(200, body))
                .on("GET", "/gzip", _ -> Answer.json(200, body).compressible())
                .on("GET", "/chunked", _ -> Answer.json(200, body).chunked())
                .on("GET", "/cookies", _ -> Answer.empty(204).with("A", "1").with("A", "2"))
                .on("POST", "/echo", call -> Answer.json(200, call.json()))
                .on("GET", "/end", _ -> Answer.empty(299))
                .on("GET", "/fault", _ -> Answer.empty(Integer.parseInt("no number"))));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void tellsTheLengthOfAPlainAnswer() throws IOException {
    assertThat(ask("GET /plain"))
        .contains("Content-length: " + TEXT.length(), "Content-type: application/json", TEXT)
        .startsWith("HTTP/1.1 200 OK")
        .anyMatch(line -> line.startsWith("X-request-id: "));
  }

  @Test
  void sendsNoBodyButItsLengthForHead() throws IOException {
    assertThat(ask("HEAD /plain"))
        .contains("Content-length: " + TEXT.length())
        .doesNotContain(TEXT);
  }

  @Test
  void sendsChunksWithoutALength() throws IOException {
    assertThat(ask("GET /chunked"))
        .contains("Transfer-encoding: chunked", Integer.toHexString(TEXT.length()), TEXT)
        .noneMatch(line -> line.startsWith("Content-length"));
  }

  @Test
  void compressesOnlyWhereTheCallerAcceptsIt() throws IOException {
    assertThat(ask("GET /gzip")).contains(TEXT, "Vary: Accept-Encoding");
    assertThat(ask("GET /gzip", "Accept-Encoding: br, gzip"))
        .contains("Content-encoding: gzip")
        .doesNotContain(TEXT);
  }

  @Test
  void sendsAFieldAgainWhereItIsRepeated() throws IOException {
    assertThat(ask("GET /cookies")).startsWith("HTTP/1.1 204 No Content").contains("A: 1", "A: 2");
  }

  @Test
  void readsABodyInChunksAndSaysContinueWhenAsked() throws IOException {
    assertThat(askWithBody("POST /echo", "2\r\n{}\r\n0\r\n\r\n", "Transfer-Encoding: chunked"))
        .contains("{}");
    assertThat(askWithBody("POST /echo", "{}", "Content-Length: 2", "Expect: 100-continue"))
        .startsWith("HTTP/1.1 100 Continue")
        .contains("HTTP/1.1 200 OK", "{}");
  }

  @Test
  void saysWhatWasWrongWithABody() throws IOException {
    assertThat(askWithBody("POST /echo", "{", "Content-Length: 1"))
        .startsWith("HTTP/1.1 400 Bad Request")
        .anyMatch(line -> line.contains("malformed_json"));
    assertThat(askWithBody("POST /echo", "{} {}", "Content-Length: 5"))
        .anyMatch(line -> line.contains("malformed_json"));
  }

  @Test
  void refusesABodyThatIsTooLong() throws IOException {
    String tooLong = " ".repeat((1 << 20) + 1);

    assertThat(askWithBody("POST /echo", tooLong, "Content-Length: " + tooLong.length()))
        .anyMatch(line -> line.contains("body_too_long"));
  }

  @Test
  void tellsNothingOfAFaultButThatThereWasOne() throws IOException {
    assertThat(ask("GET /fault"))
        .startsWith("HTTP/1.1 500 Internal Server Error")
        .noneMatch(line -> line.contains("no number"));
  }

  private List<String> ask(String request, String... headers) throws IOException {
    return askWithBody(request, "", headers);
  }

  /** Sends two requests at once, and gives the lines of the first one's answer. */
  private List<String> askWithBody(String request, String body, String... headers)
      throws IOException {
    var first = new StringBuilder(request).append(" HTTP/1.1\r\nHost: shop\r\n");
    for (String header : headers) {
      first.append(header).append("\r\n");
    }
    first.append("\r\n").append(body);
    String second = "GET /end HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n";
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.getOutputStream().write((first + second).getBytes(StandardCharsets.ISO_8859_1));
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      int end = all.lastIndexOf("HTTP/1.1 299");
      assertThat(end).as("where the second answer on the connection begins").isPositive();
      return all.substring(0, end).lines().toList();
    }
  }
}
