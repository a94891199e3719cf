// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture;

import static dev.reprise.wire.http1.Undecodable.AMBIGUOUS_LENGTH;
import static dev.reprise.wire.http1.Undecodable.BAD_CHUNK;
import static dev.reprise.wire.http1.Undecodable.BAD_HEADER;
import static dev.reprise.wire.http1.Undecodable.BAD_LENGTH;
import static dev.reprise.wire.http1.Undecodable.BAD_LINE_END;
import static dev.reprise.wire.http1.Undecodable.BAD_START_LINE;
import static dev.reprise.wire.http1.Undecodable.ENDED_IN_HEAD;
import static dev.reprise.wire.http1.Undecodable.EXPECTATION_REFUSED;
import static dev.reprise.wire.http1.Undecodable.HEAD_TOO_LONG;
import static dev.reprise.wire.http1.Undecodable.NOT_HTTP_1;
import static dev.reprise.wire.http1.Undecodable.UNASKED_UPGRADE;
import static dev.reprise.wire.http1.Undecodable.UNENDED_CODING;
import static dev.reprise.wire.http1.Undecodable.UNKNOWN_CODING;
import static dev.reprise.wire.http1.Undecodable.UNSOLICITED_RESPONSE;

import dev.reprise.wire.http1.Undecodable;
import java.util.List;
import java.util.stream.Stream;

/**
 * The table of {@link MisbehavingPeersIT}: peers that do what RFC 9112 allows and few do, and peers
 * that do what it forbids. Longer than a class should be, since a table is read line by line.
 */
final class Talks {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final String GET = get("/a");
  private static final String EMPTY_CHUNKED = "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n";

  private Talks() {}

  static Stream<Talk> all() {
    return Stream.of(unusual(), ends(), requestLengths(), requestHeads(), smuggling(), responses())
        .flatMap(List::stream);
  }

  /** What the RFC allows. */
  private static List<Talk> unusual() {
    return List.of(
        Talk.of("chunks with extensions and trailers, both ways")
            .client(post("Transfer-Encoding: chunked"))
            .client("3;a=b\r\nabc\r\n1;q=\"x;y\"\r\nd\r\n0\r\nX-Sum: 4\r\n\r\n")
            .server("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            .server("0002\r\nhi\r\n0;last\r\nX-T: 1\r\n\r\n")
            .pairs("POST /a 200"),
        Talk.of("one length said thrice")
            .client(post("Content-Length: 2, 2", "content-length: 2") + "ab")
            .server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok")
            .forwardedAs("POST /a HTTP/1.1\r\nHost: a.test\r\nContent-Length: 2\r\n\r\nab")
            .answeredAs("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            .pairs("POST /a 200"),
        Talk.of("HEAD whose answer names a length")
            .client("HEAD {}/a HTTP/1.1\r\nHost: a.test\r\n\r\n")
            .server("HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n")
            .client(GET)
            .server(OK)
            .pairs("HEAD /a 200", "GET /a 200"),
        Talk.of("204 and 304 without bodies")
            .client(GET)
            .server("HTTP/1.1 204 No Content\r\n\r\n")
            .client(GET)
            .server("HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n")
            .client(GET)
            .server(OK)
            .pairs("GET /a 204", "GET /a 304", "GET /a 200"),
        Talk.of("informational responses first")
            .client(GET)
            .server("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 199 Odd\r\n\r\n" + OK)
            .pairs("GET /a 200"),
        Talk.of("leave to send the body")
            .client(post("Expect: 100-continue", "Content-Length: 4"))
            .server("HTTP/1.1 100 Continue\r\n\r\n")
            .client("body")
            .server(OK)
            .client(GET)
            .server(OK)
            .pairs("POST /a 200", "GET /a 200"),
        Talk.of("a final answer instead of leave to send the body")
            .client(post("Expect: 100-continue", "Content-Length: 4"))
            .server("HTTP/1.1 417 No\r\nContent-Length: 0\r\n\r\n")
            .endsAfterwards()
            .pairs("POST /a 417 [REQUEST_INCOMPLETE]"),
        Talk.of("what follows a refused expectation is anybody's guess")
            .client(post("Expect: 100-continue", "Content-Length: 4"))
            .server("HTTP/1.1 417 No\r\nContent-Length: 0\r\n\r\n")
            .client(GET)
            .server(OK)
            .onlyInTunnels()
            .pairs("POST /a 417 [REQUEST_INCOMPLETE]")
            .undecodable(EXPECTATION_REFUSED),
        Talk.of("an answer before the body was whole")
            .client(post("Content-Length: 8") + "half")
            .server("HTTP/1.1 413 Too much\r\nContent-Length: 0\r\n\r\n")
            .client("rest" + GET)
            .server(OK)
            .pairs("POST /a 413", "GET /a 200"),
        Talk.of("pipelining, one of it failing")
            .client(get("/1") + get("/2") + get("/3"))
            .server(OK + "HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n" + OK)
            .pairs("GET /1 200", "GET /2 500", "GET /3 200"),
        Talk.of("WebSocket")
            .client(upgrade("websocket"))
            .server("HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")
            .client("\u0081\u0085\u0001\u0002\u0003\u0004hello")
            .server("\u0081\u0005hello")
            .client("GET / HTTP/1.1\r\n\r\n")
            .server("\r\n\r\nHTTP/1.1 999")
            .pairs("GET /a 101 [UPGRADED]"),
        Talk.of("an upgrade that is declined")
            .client(upgrade("websocket"))
            .server(OK)
            .client(get("/b"))
            .server(OK)
            .pairs("GET /a 200", "GET /b 200"),
        Talk.of("a CONNECT to a server")
            .client("CONNECT b.test:1 HTTP/1.1\r\nHost: b.test:1\r\n\r\n")
            .server("HTTP/1.1 200 OK\r\n\r\n")
            .client("\u0000\u0001")
            .server("\u0002\u0003")
            .onlyInTunnels()
            .pairs("CONNECT b.test:1 200 [UPGRADED]"),
        Talk.of("a CONNECT to a server that declines")
            .client("CONNECT b.test:1 HTTP/1.1\r\nHost: b.test:1\r\n\r\n" + GET)
            .server("HTTP/1.1 405 No\r\nContent-Length: 0\r\n\r\n" + OK)
            .onlyInTunnels()
            .pairs("CONNECT b.test:1 405", "GET /a 200"),
        Talk.of("HTTP/1.0")
            .client("GET {}/a HTTP/1.0\r\n\r\n")
            .server("HTTP/1.0 200 OK\r\n\r\nuntil the end")
            .serverEnds()
            .forwardedAs("GET /a HTTP/1.0\r\nHost: a.test\r\n\r\n")
            .pairs("GET /a 200"),
        Talk.of("HTTP/1.0 that is kept")
            .client("GET {}/a HTTP/1.0\r\nHost: a.test\r\nConnection: keep-alive\r\n\r\n")
            .server("HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok")
            .forwardedAs("GET /a HTTP/1.0\r\nHost: a.test\r\n\r\n")
            .answeredAs(OK)
            .endsAfterwards()
            .pairs("GET /a 200"),
        Talk.of("a server of HTTP/1.0 that would be kept")
            .client(GET)
            .server("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok")
            .answeredAs("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok")
            .endsAfterwards()
            .pairs("GET /a 200"),
        Talk.of("a client that says close, and a server that does not close")
            .client("GET {}/a HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n")
            .server(OK)
            .endsAfterwards()
            .pairs("GET /a 200"),
        Talk.of("a server that says close, and does not")
            .client(GET)
            .server(
                "HTTP/1.1 200 OK\r\nConnection: x, close\r\nX: 1\r\nContent-Length: 2\r\n\r\nok")
            .answeredAs("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok")
            .endsAfterwards()
            .pairs("GET /a 200"),
        Talk.of("headers for one hop")
            .client("GET {}/a HTTP/1.1\r\nHost: a.test\r\nConnection: keep-alive, X-Hop\r\n")
            .client("Keep-Alive: timeout=5\r\nx-hop: 1\r\nUpgrade: h2c\r\nX-Stays:  2 \r\n\r\n")
            .server("HTTP/1.1 200 OK\r\nConnection: Keep-Alive, X-Hop\r\nX-Stays:  2 \r\n")
            .server("keep-alive: timeout=5\r\nProxy-Connection: close\r\nX-Hop: 1\r\n")
            .server("Upgrade: h2,h2c\r\nContent-Length: 0\r\n\r\n")
            .forwardedAs(
                "GET /a HTTP/1.1\r\nHost: a.test\r\nConnection: keep-alive\r\nX-Stays: 2\r\n\r\n")
            .answeredAs(
                "HTTP/1.1 200 OK\r\nConnection: Keep-Alive\r\nX-Stays:  2 \r\nContent-Length: 0\r\n\r\n")
            .pairs("GET /a 200"),
        Talk.of("headers of 64 KiB, both ways")
            .client(withLargeHeaders("GET {}/a HTTP/1.1\r\nHost: a.test\r\n", 64))
            .server(withLargeHeaders("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n", 64))
            .pairs("GET /a 200"));
  }

  /** How connections end. */
  private static List<Talk> ends() {
    return List.of(
        Talk.of("a client that ends its side before it is answered")
            .client(GET)
            .clientEnds()
            .server(OK)
            .keepsTheEnd()
            .pairs("GET /a 200"),
        Talk.of("a client that ends its side in a body")
            .client(post("Content-Length: 8") + "half")
            .clientEnds()
            .server(OK)
            .pairs("POST /a 200 [REQUEST_INCOMPLETE]"),
        Talk.of("a server that ends its side in a body")
            .client(GET)
            .server("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nhalf")
            .serverEnds()
            .pairs("GET /a 200 [RESPONSE_INCOMPLETE]"),
        Talk.of("a server that ends its side in a chunk")
            .client(GET)
            .server("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\nhalf")
            .serverEnds()
            .pairs("GET /a 200 [RESPONSE_INCOMPLETE]"),
        Talk.of("a server that ends its side instead of answering")
            .client(GET)
            .serverEnds()
            .pairs("GET /a 0 [RESPONSE_MISSING]"),
        Talk.of("a server that ends its side in a head")
            .client(GET)
            .server("HTTP/1.1 200 OK\r\nConte")
            .serverEnds()
            .answeredAs("")
            .pairs("GET /a 0 [RESPONSE_MISSING]")
            .undecodable(ENDED_IN_HEAD),
        Talk.of("a server that ends its side while the client goes on")
            .client(post("Content-Length: 8") + "half")
            .server("HTTP/1.1 200 OK\r\n\r\nenough")
            .serverEnds()
            .client("rest")
            .clientEnds()
            .onlyInTunnels()
            .pairs("POST /a 200"),
        Talk.of("a client that ends its side in a head")
            .client("GET {}/a HTT")
            .clientEnds()
            .neverForwarded()
            .undecodable(ENDED_IN_HEAD),
        Talk.of("a client that breaks off in a body")
            .client(post("Content-Length: 8") + "half")
            .clientResets()
            .pairs("POST /a 0 [REQUEST_INCOMPLETE, RESPONSE_MISSING]"),
        Talk.of("a client that breaks off while it is answered")
            .client(GET)
            .server("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nhalf")
            .clientResets()
            .pairs("GET /a 200 [RESPONSE_INCOMPLETE]"),
        Talk.of("a server that breaks off in a body")
            .client(GET)
            .server("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nhalf")
            .serverResets()
            .pairs("GET /a 200 [RESPONSE_INCOMPLETE]"),
        Talk.of("a server that breaks off in a body that the connection ends")
            .client(GET)
            .server("HTTP/1.1 200 OK\r\n\r\nhalf")
            .serverResets()
            .pairs("GET /a 200 [RESPONSE_INCOMPLETE]"),
        Talk.of("a server that breaks off instead of answering")
            .client(GET)
            .serverResets()
            .pairs("GET /a 0 [RESPONSE_MISSING]"));
  }

  /** Requests whose length two readers could understand differently. */
  private static List<Talk> requestLengths() {
    return List.of(
        refused("two lengths", post("Content-Length: 3", "Content-Length: 4") + "abc", 400)
            .undecodable(AMBIGUOUS_LENGTH),
        refused("a list of two lengths", post("Content-Length: 3, 4") + "abc", 400)
            .undecodable(AMBIGUOUS_LENGTH),
        refused("a negative length", post("Content-Length: -1"), 400).undecodable(BAD_LENGTH),
        refused("a length with a sign", post("Content-Length: +3") + "abc", 400)
            .undecodable(BAD_LENGTH),
        refused("a length over 63 bits", post("Content-Length: 92233720368547758080"), 400)
            .undecodable(BAD_LENGTH),
        refused("a length that is no number", post("Content-Length: 0x3") + "abc", 400)
            .undecodable(BAD_LENGTH),
        refused("no length", post("Content-Length: "), 400).undecodable(BAD_LENGTH),
        refused("a coding that is none", post("Transfer-Encoding: identity"), 400)
            .undecodable(UNENDED_CODING),
        refused("an unknown coding", post("Transfer-Encoding: foo"), 400)
            .undecodable(UNENDED_CODING),
        refused("a coding under the chunks", post("Transfer-Encoding: gzip, chunked"), 501)
            .undecodable(UNKNOWN_CODING),
        refused("a coding over the chunks", post("Transfer-Encoding: chunked, gzip"), 400)
            .undecodable(UNENDED_CODING),
        refused("a chunk size that is no number", chunked("g\r\nabc\r\n"), 400)
            .refusedInBody()
            .undecodable(BAD_CHUNK),
        refused("a chunk size with a sign", chunked("-1\r\nabc\r\n"), 400)
            .refusedInBody()
            .undecodable(BAD_CHUNK),
        refused("a chunk size over 63 bits", chunked("ffffffffffffffff1\r\na\r\n"), 400)
            .refusedInBody()
            .undecodable(BAD_CHUNK),
        refused("a chunk longer than it said", chunked("1\r\nab\r\n"), 400)
            .refusedInBody()
            .undecodable(BAD_CHUNK),
        refused("a chunk size that ends with LF", chunked("1\na\r\n"), 400)
            .refusedInBody()
            .undecodable(BAD_CHUNK),
        refused("a chunk that ends with LF", chunked("1\r\na\n0\r\n\r\n"), 400)
            .refusedInBody()
            .undecodable(BAD_CHUNK),
        refused("a trailer that is none", chunked("0\r\nno colon\r\n\r\n"), 400)
            .refusedInBody()
            .undecodable(BAD_HEADER));
  }

  /** Heads that are not to be passed on. */
  private static List<Talk> requestHeads() {
    return List.of(
        refused("lines that end with LF", "GET {}/a HTTP/1.1\nHost: a.test\n\n", 400)
            .undecodable(BAD_LINE_END),
        refused("a CR of its own", "GET {}/a HTTP/1.1\r\nHost: a.test\r\nX: a\rb\r\n\r\n", 400)
            .undecodable(BAD_LINE_END),
        refused("a folded line", "GET {}/a HTTP/1.1\r\nHost: a.test\r\nX: a\r\n b\r\n\r\n", 400)
            .undecodable(BAD_HEADER),
        refused("a space before a colon", "GET {}/a HTTP/1.1\r\nHost : a.test\r\n\r\n", 400)
            .undecodable(BAD_HEADER),
        refused("a NUL", "GET {}/a HTTP/1.1\r\nHost: a.test\r\nX: a\u0000\r\n\r\n", 400)
            .undecodable(BAD_HEADER),
        refused("two spaces", "GET  {}/a HTTP/1.1\r\nHost: a.test\r\n\r\n", 400)
            .undecodable(BAD_START_LINE),
        refused("no version", "GET {}/a\r\nHost: a.test\r\n\r\n", 400).undecodable(BAD_START_LINE),
        refused("a version of its own", "GET {}/a HTTP/1.2\r\nHost: a.test\r\n\r\n", 400)
            .undecodable(NOT_HTTP_1),
        refused("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400).undecodable(NOT_HTTP_1),
        refused("no HTTP", "HELO a.test\r\n\r\n", 400).undecodable(BAD_START_LINE),
        refused(
                "headers over the bound",
                withLargeHeaders("GET {}/a HTTP/1.1\r\nHost: a\r\n", 129),
                431)
            .undecodable(HEAD_TOO_LONG),
        refused("no Host", "GET {}/a HTTP/1.1\r\n\r\n", 400).pairs("GET /a 200"),
        refused("two Hosts", "GET {}/a HTTP/1.1\r\nHost: a.test\r\nHost: b.test\r\n\r\n", 400)
            .pairs("GET /a 200"),
        refused("a Host that is none", "GET {}/a HTTP/1.1\r\nHost: a.test/b\r\n\r\n", 400)
            .pairs("GET /a 200"));
  }

  /** What is sent in the hope that two readers see two different requests. */
  private static List<Talk> smuggling() {
    String hidden = "0\r\n\r\nGET /hidden HTTP/1.1\r\nHost: a.test\r\n\r\n";
    return List.of(
        refused("CL.TE", post("Content-Length: 50", "Transfer-Encoding: chunked") + hidden, 400)
            .undecodable(AMBIGUOUS_LENGTH),
        refused("TE.CL", post("Transfer-Encoding: chunked", "Content-Length: 4") + hidden, 400)
            .undecodable(AMBIGUOUS_LENGTH),
        refused(
                "TE.TE, one of them disguised",
                post("Transfer-Encoding: chunked", "Transfer-Encoding: x") + hidden,
                400)
            .undecodable(UNENDED_CODING),
        refused("a disguised name", post("Transfer-Encoding : chunked") + hidden, 400)
            .undecodable(BAD_HEADER),
        refused("a disguised value", post("Transfer-Encoding: \u000bchunked") + hidden, 400)
            .undecodable(UNENDED_CODING),
        refused("a hidden line", post("X: a\rTransfer-Encoding: chunked") + hidden, 400)
            .undecodable(BAD_LINE_END),
        refused("a line hidden by LF", post("X: a\nTransfer-Encoding: chunked") + hidden, 400)
            .undecodable(BAD_LINE_END),
        refused("a length hidden in a fold", post("X: a", " Content-Length: 50") + hidden, 400)
            .undecodable(BAD_HEADER),
        refused("chunks in HTTP/1.0", "POST {}/a HTTP/1.0\r\nHost: a.test\r\n" + EMPTY_CHUNKED, 400)
            .undecodable(AMBIGUOUS_LENGTH),
        Talk.of("a length that is to be cut away as one hop's")
            .client(post("Connection: content-length, host", "Content-Length: 3") + "abc")
            .server(OK)
            .forwardedAs("POST /a HTTP/1.1\r\nHost: a.test\r\nContent-Length: 3\r\n\r\nabc")
            .pairs("POST /a 200"),
        Talk.of("a Host that the target contradicts")
            .client("GET {}/a HTTP/1.1\r\nHost: b.test\r\n\r\n")
            .server(OK)
            .forwardedAs("GET /a HTTP/1.1\r\nHost: a.test\r\n\r\n")
            .pairs("GET /a 200"));
  }

  /** Responses that nobody can be sure of. */
  private static List<Talk> responses() {
    return List.of(
        malformed(
            "two lengths", "Content-Length: 2\r\nContent-Length: 3\r\n\r\nok", AMBIGUOUS_LENGTH),
        malformed("a length and chunks", "Content-Length: 2\r\n" + EMPTY_CHUNKED, AMBIGUOUS_LENGTH),
        malformed("a negative length", "Content-Length: -2\r\n\r\nok", BAD_LENGTH),
        malformed("an unknown coding", "Transfer-Encoding: foo, chunked\r\n\r\n", UNKNOWN_CODING),
        malformed("a folded line", "X: a\r\n b\r\nContent-Length: 0\r\n\r\n", BAD_HEADER),
        malformed("a space before a colon", "Content-Length : 0\r\n\r\n", BAD_HEADER),
        malformed("a line that ends with LF", "X: a\nContent-Length: 0\r\n\r\n", BAD_LINE_END),
        malformed("headers over the bound", withLargeHeaders("", 129), HEAD_TOO_LONG),
        Talk.of("no HTTP at all")
            .client(GET)
            .server("220 ready\r\n")
            .badGateway()
            .undecodable(NOT_HTTP_1),
        Talk.of("another protocol that nobody asked for")
            .client(GET)
            .server("HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\nraw")
            .badGateway()
            .undecodable(UNASKED_UPGRADE),
        Talk.of("a bad chunk")
            .client(GET)
            .server("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")
            .breaksOffClient()
            .undecodable(BAD_CHUNK),
        Talk.of("a body to HEAD")
            .client("HEAD {}/a HTTP/1.1\r\nHost: a.test\r\n\r\n")
            .server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            .answeredAs("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n")
            .breaksOffServer()
            .pairs("HEAD /a 200")
            .undecodable(NOT_HTTP_1),
        Talk.of("an answer that nobody asked for, after one that somebody did")
            .client(GET)
            .server(OK + OK)
            .answeredAs(OK)
            .breaksOffServer()
            .pairs("GET /a 200")
            .undecodable(UNSOLICITED_RESPONSE));
  }

  // Through a tunnel it is the server's to judge; the one here is not strict.
  private static Talk refused(String name, String request, int status) {
    return Talk.of(name).client(request).server(OK).refusedWith(status);
  }

  private static Talk malformed(String name, String fieldsAndBody, Undecodable reason) {
    return Talk.of("a response with " + name)
        .client(GET)
        .server("HTTP/1.1 200 OK\r\n" + fieldsAndBody)
        .badGateway()
        .undecodable(reason);
  }

  private static String get(String path) {
    return "GET {}" + path + " HTTP/1.1\r\nHost: a.test\r\n\r\n";
  }

  private static String post(String... fields) {
    return "POST {}/a HTTP/1.1\r\nHost: a.test\r\n" + String.join("\r\n", fields) + "\r\n\r\n";
  }

  private static String chunked(String body) {
    return post("Transfer-Encoding: chunked") + body;
  }

  private static String upgrade(String protocol) {
    return "GET {}/a HTTP/1.1\r\nHost: a.test\r\nConnection: Upgrade\r\nUpgrade: "
        + protocol
        + "\r\n\r\n";
  }

  private static String withLargeHeaders(String start, int kibibytes) {
    var head = new StringBuilder(start);
    for (int i = 0; i < kibibytes; i++) {
      head.append("X-%03d: %s\r\n".formatted(i, "v".repeat(1015)));
    }
    return head + "\r\n";
  }
}
