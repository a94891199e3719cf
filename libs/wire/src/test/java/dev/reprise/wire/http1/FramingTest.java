// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.http1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 9112 case by case: what must stop the decoding, and what must not. */
class FramingTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  static Stream<Arguments> refusedRequests() {
    return Stream.of(
        refused(
            "both lengths",
            post("Content-Length: 3", "Transfer-Encoding: chunked"),
            "AMBIGUOUS_LENGTH"),
        refused(
            "differing lengths",
            post("Content-Length: 3", "Content-Length: 4"),
            "AMBIGUOUS_LENGTH"),
        refused("differing list", post("Content-Length: 3, 4"), "AMBIGUOUS_LENGTH"),
        refused("signed length", post("Content-Length: +3"), "BAD_LENGTH"),
        refused("negative length", post("Content-Length: -3"), "BAD_LENGTH"),
        refused("length after a vertical tab", post("Content-Length: \u000b3"), "BAD_LENGTH"),
        refused("length list with a form feed", post("Content-Length: 3,\f3"), "BAD_LENGTH"),
        refused("hexadecimal length", post("Content-Length: 0x3"), "BAD_LENGTH"),
        refused("empty length", post("Content-Length:"), "BAD_LENGTH"),
        refused("empty list member", post("Content-Length: 3,"), "BAD_LENGTH"),
        refused("length over a long", post("Content-Length: 9223372036854775808"), "BAD_LENGTH"),
        refused("coding not last", post("Transfer-Encoding: chunked, gzip"), "UNENDED_CODING"),
        refused("coding under chunked", post("Transfer-Encoding: gzip, chunked"), "UNKNOWN_CODING"),
        refused("identity", post("Transfer-Encoding: identity"), "UNENDED_CODING"),
        refused(
            "chunked twice",
            post("Transfer-Encoding: chunked", "Transfer-Encoding: chunked"),
            "UNENDED_CODING"),
        refused("coding with a tail", post("Transfer-Encoding: xchunked"), "UNENDED_CODING"),
        refused(
            "chunked in 1.0",
            "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n",
            "AMBIGUOUS_LENGTH"),
        refused("space before the colon", post("Content-Length : 3"), "BAD_HEADER"),
        refused("no colon", post("Content-Length"), "BAD_HEADER"),
        refused("no name", post(": 3"), "BAD_HEADER"),
        refused("folded line", post("X-A: 1", " 2"), "BAD_HEADER"),
        refused("folded first line", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", "BAD_HEADER"),
        refused("NUL in a value", post("X-A: a\u0000b"), "BAD_HEADER"),
        refused("bare LF", "GET / HTTP/1.1\nHost: a\n\n", "BAD_LINE_END"),
        refused("bare CR", post("X-A: 1\rContent-Length: 3"), "BAD_LINE_END"),
        refused("two spaces", "GET  / HTTP/1.1\r\n\r\n", "BAD_START_LINE"),
        refused("space in the target", "GET /a b HTTP/1.1\r\n\r\n", "NOT_HTTP_1"),
        refused("no version", "GET /\r\n\r\n", "BAD_START_LINE"),
        refused("no target", "GET HTTP/1.1\r\n\r\n", "BAD_START_LINE"),
        refused("control in the method", "G\u0001T / HTTP/1.1\r\n\r\n", "BAD_START_LINE"),
        refused("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "NOT_HTTP_1"),
        refused("HTTP/1.2", "GET / HTTP/1.2\r\n\r\n", "NOT_HTTP_1"),
        refused("lower-case version", "GET / http/1.1\r\n\r\n", "NOT_HTTP_1"),
        refused("TLS", "\u0016\u0003\u0001", "NOT_HTTP_1"),
        refused("long head", "GET / HTTP/1.1\r\nX: " + "a".repeat(5000), "HEAD_TOO_LONG"),
        refused("chunk without size", chunked("\r\n"), "BAD_CHUNK"),
        refused("chunk of -1", chunked("-1\r\n"), "BAD_CHUNK"),
        refused("chunk of 0x1", chunked("0x1\r\na\r\n"), "BAD_CHUNK"),
        refused("chunk size over a long", chunked("1234567890abcdef\r\n"), "BAD_CHUNK"),
        refused("blank and no extension", chunked("1 \r\na\r\n"), "BAD_CHUNK"),
        refused("chunk ended by LF", chunked("1\na\r\n"), "BAD_CHUNK"),
        refused("LF in an extension", chunked("1;a\na\r\n"), "BAD_LINE_END"),
        refused("CR in an extension", chunked("1;a\rb\r\na\r\n"), "BAD_LINE_END"),
        refused("chunk longer than said", chunked("1\r\nab\r\n"), "BAD_CHUNK"),
        refused("data ended by CR alone", chunked("1\r\na\rb"), "BAD_LINE_END"),
        refused("endless extension", chunked("1;" + "a".repeat(5000)), "HEAD_TOO_LONG"),
        refused("bad trailer", chunked("0\r\nno colon\r\n\r\n"), "BAD_HEADER"),
        refused("long trailers", chunked("0\r\nX: " + "a".repeat(5000)), "HEAD_TOO_LONG"));
  }

  @ParameterizedTest
  @MethodSource("refusedRequests")
  void stopsAtARequestThatTwoReadersCouldReadDifferently(String request, String reason) {
    var talk = new Conversation(Conversation.SMALL);

    talk.client(request).server(OK).closed();

    assertThat(talk.reasons).containsExactly(Undecodable.valueOf(reason));
    assertThat(talk.pairs).isEmpty();
    assertThat(talk.failure).isNull();
    assertThat(talk.budget.usedBytes()).isZero();
  }

  static Stream<Arguments> refusedResponses() {
    return Stream.of(
        refused(
            "both lengths",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
            "AMBIGUOUS_LENGTH"),
        refused(
            "differing lengths",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            "AMBIGUOUS_LENGTH"),
        refused("two digits", "HTTP/1.1 20 OK\r\n\r\n", "BAD_START_LINE"),
        refused("four digits", "HTTP/1.1 2000 OK\r\n\r\n", "BAD_START_LINE"),
        refused("status under 100", "HTTP/1.1 099 OK\r\n\r\n", "BAD_START_LINE"),
        refused("no status", "HTTP/1.1\r\n\r\n", "BAD_START_LINE"),
        refused("no space", "HTTP/1.1200 OK\r\n\r\n", "BAD_START_LINE"),
        refused("HTTP/2", "HTTP/2 200 OK\r\n\r\n", "NOT_HTTP_1"),
        refused("not HTTP", "SSH-2.0-x\r\n", "NOT_HTTP_1"),
        refused(
            "another protocol that nobody asked for",
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
            "UNASKED_UPGRADE"),
        refused("empty line first", "\r\n" + OK, "NOT_HTTP_1"),
        refused("folded line", "HTTP/1.1 200 OK\r\nA: 1\r\n\t2\r\n\r\n", "BAD_HEADER"),
        refused("bare LF", "HTTP/1.1 200 OK\nA: 1\n\n", "BAD_LINE_END"),
        refused("cut head", "HTTP/1.1 200 O", "ENDED_IN_HEAD"));
  }

  @ParameterizedTest
  @MethodSource("refusedResponses")
  void stopsAtAResponseThatTwoReadersCouldReadDifferently(String response, String reason) {
    var talk = new Conversation(Conversation.SMALL);

    talk.client("GET / HTTP/1.1\r\n\r\n").server(response).closed();

    assertThat(talk.reasons).containsExactly(Undecodable.valueOf(reason));
    assertThat(talk.pairs).noneMatch(pair -> pair.answer() != null);
    assertThat(talk.failure).isNull();
  }

  static Stream<Arguments> unsolicitedResponses() {
    return Stream.of(
        Arguments.of(Named.of("before any request", "")),
        Arguments.of(Named.of("before the head is whole", "GET / HTTP")),
        Arguments.of(Named.of("a second one", "GET / HTTP/1.1\r\n\r\n")));
  }

  @ParameterizedTest
  @MethodSource("unsolicitedResponses")
  void stopsAtAResponseThatNobodyAskedFor(String sent) {
    var talk = new Conversation();

    talk.client(sent).server(OK + OK);

    assertThat(talk.reasons).containsExactly(Undecodable.UNSOLICITED_RESPONSE);
  }

  static Stream<Arguments> acceptedRequests() {
    return Stream.of(
        accepted(
            "repeated equal lengths", post("Content-Length: 3", "content-length: 3") + "abc", 3),
        accepted("list of equal lengths", post("Content-Length: 3, 3") + "abc", 3),
        accepted("leading zeros", post("Content-Length: 0003") + "abc", 3),
        accepted("length 0", post("Content-Length: 0"), 0),
        accepted("no length", "POST / HTTP/1.1\r\n\r\n", 0),
        accepted("blanks around a value", post("Content-Length: \t 3 \t") + "abc", 3),
        accepted("empty lines first", "\r\n\r\n" + post("Content-Length: 1") + "a", 1),
        accepted("upper-case chunk size", chunked("A\r\n0123456789\r\n0\r\n\r\n"), 10),
        accepted("8-bit value", post("X-A: \u00e9"), 0),
        accepted("asterisk", "OPTIONS * HTTP/1.1\r\n\r\n", 0),
        accepted("unknown method", "M-SEARCH /x HTTP/1.1\r\n\r\n", 0));
  }

  @ParameterizedTest
  @MethodSource("acceptedRequests")
  void readsWhatTheRfcAllows(String request, int bodyBytes) {
    var talk = new Conversation();

    talk.client(request + "GET /next HTTP/1.1\r\n\r\n").server(OK + OK);

    assertThat(talk.reasons).isEmpty();
    assertThat(talk.pairs).hasSize(2);
    assertThat(talk.pairs.getFirst().request().body().wireBytes()).isEqualTo(bodyBytes);
  }

  static Stream<Arguments> bodilessResponses() {
    return Stream.of(
        Arguments.of("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"),
        Arguments.of("HEAD", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
        Arguments.of("GET", "HTTP/1.1 204 No Content\r\n\r\n"),
        Arguments.of("GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n"),
        Arguments.of("GET", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
        Arguments.of("GET", "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n"));
  }

  @ParameterizedTest
  @MethodSource("bodilessResponses")
  void expectsNoBodyWhereThereIsNone(String method, String response) {
    var talk = new Conversation();

    talk.client(method + " / HTTP/1.1\r\n\r\n" + "GET /next HTTP/1.1\r\n\r\n")
        .server(response + OK);

    assertThat(talk.reasons).isEmpty();
    assertThat(talk.pairs).hasSize(2);
  }

  private static Arguments refused(String name, String message, String reason) {
    return Arguments.of(Named.of(name, message), reason);
  }

  private static Arguments accepted(String name, String message, int bodyBytes) {
    return Arguments.of(Named.of(name, message), bodyBytes);
  }

  private static String post(String... fields) {
    return "POST / HTTP/1.1\r\n" + String.join("\r\n", fields) + "\r\n\r\n";
  }

  private static String chunked(String body) {
    return post("Transfer-Encoding: chunked") + body;
  }
}
