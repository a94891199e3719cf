// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestStartTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n",
        "GET /",
        "OPTIONS *",
        "M-SEARCH * HTTP/1.1\r\n",
        "PROPFIND /a",
        "x!#$%&'*+-.^_`|~ /",
        "GET http://pay.test/",
        "get HTTP",
        "CONNECT pay.test:443",
        "CONNECT 10.0.0.1:443",
        "PRI /", // as any other method
        "PRI * HTTP/1"
      })
  void aRequestIsKnownByItsMethodAndTheBeginningOfItsTarget(String text) {
    assertThat(of(text)).isEqualTo(RequestStart.HTTP1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "G", "GET", "GET ", "GET h", "GET htt", "PRI", "PRI *", "PRI * HTTP/", "PING"})
  void nothingIsSaidOfTooFewBytes(String text) {
    assertThat(of(text)).isEqualTo(RequestStart.INCOMPLETE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0016\u0003\u0001",
        "\u0000\u0000\u0000\u0008",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "PING\r\n",
        "*1\r\n",
        " GET /",
        "GET  /",
        "get key\r\n",
        "EHLO mail.test\r\n",
        "AMQP\u0000",
        "SSH-2.0-OpenSSH_9.6\r\n",
        "AMETHODTHATISLONGERTHANANYBODYEVERSAW /"
      })
  void otherProtocolsAreTold(String text) {
    assertThat(of(text)).isEqualTo(RequestStart.OTHER);
  }

  @ParameterizedTest
  @CsvSource({"2,GET /,HTTP1", "1,GET,INCOMPLETE"})
  void theBufferIsLeftAsItIs(int before, String text, RequestStart expected) {
    var buffer = Unpooled.copiedBuffer("\0".repeat(before) + text, ISO_8859_1).skipBytes(before);

    assertThat(RequestStart.of(buffer)).isEqualTo(expected);
    assertThat(buffer.readerIndex()).isEqualTo(before);
  }

  private static RequestStart of(String text) {
    return RequestStart.of(Unpooled.copiedBuffer(text, ISO_8859_1));
  }
}
