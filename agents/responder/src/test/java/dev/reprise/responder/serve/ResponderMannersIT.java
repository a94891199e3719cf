// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.serve;

import static dev.reprise.standins.Tape.PAYMENT;
import static dev.reprise.standins.Tape.id;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.reprise.standins.Tape;
import dev.reprise.standins.Tape.Message;
import dev.reprise.traffic.config.TestConfig;
import dev.reprise.traffic.config.TestConfig.MissPolicy;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Timing;
import dev.reprise.traffic.report.MockOutcome.Result;
import dev.reprise.wire.door.DoorSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the responder behaves towards real clients, on real sockets. */
@SuppressWarnings("NullAway.Init") // set at the start of each test
class ResponderMannersIT {

  private static final String STOCK = "stock.test";
  private static final int MIB = 1024 * 1024;

  @TempDir Path folder;

  private RunningResponder responder;

  private void start(Tape tape) throws IOException, GeneralSecurityException {
    start(tape, 0, MissPolicy.NOT_FOUND);
  }

  private void start(Tape tape, double latencyFactor, MissPolicy miss)
      throws IOException, GeneralSecurityException {
    responder = RunningResponder.of(tape, folder, new TestConfig.Mocks(latencyFactor, miss));
  }

  @AfterEach
  void stop() {
    responder.close();
  }

  private static String get(String host, String target) {
    return "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(target, host);
  }

  private static String lastGet(String host, String target) {
    return "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(target, host);
  }

  private static Tape rates() {
    return new Tape().out(PAYMENT, Message.of("GET /rates"), Message.json("200 OK", "[1]"));
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return responder
        .client()
        .send(request.timeout(RunningResponder.LIMIT).build(), BodyHandlers.ofByteArray());
  }

  private static HttpRequest.Builder at(String uri) {
    return HttpRequest.newBuilder(URI.create(uri));
  }

  // ---- whom a connection is for

  @ParameterizedTest
  @ValueSource(strings = {PAYMENT, STOCK})
  void showsACertificateForTheHostThatTheClientNames(String host) throws Exception {
    start(
        new Tape()
            .out(PAYMENT, Message.of("GET /who"), Message.json("200 OK", "\"" + PAYMENT + "\""))
            .out(STOCK, Message.of("GET /who"), Message.json("200 OK", "\"" + STOCK + "\"")));

    try (var plain = new Socket(InetAddress.getLoopbackAddress(), responder.port());
        var tls =
            (SSLSocket) responder.trust().getSocketFactory().createSocket(plain, host, 443, true)) {
      tls.setSoTimeout((int) RunningResponder.LIMIT.toMillis());
      var parameters = tls.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(host)));
      parameters.setEndpointIdentificationAlgorithm("HTTPS"); // the client checks the name too
      tls.setSSLParameters(parameters);
      tls.getOutputStream().write(lastGet(host, "/who").getBytes(ISO_8859_1));
      var answer = new String(tls.getInputStream().readAllBytes(), ISO_8859_1);

      assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\"" + host + "\"");
      var leaf = (X509Certificate) tls.getSession().getPeerCertificates()[0];
      assertThat(leaf.getSubjectAlternativeNames())
          .extracting(name -> (Object) name.get(1))
          .containsExactly(host);
    }
  }

  @Test
  void answersInATunnelWithoutTls() throws Exception {
    start(rates());

    try (var wire = responder.wire()) {
      wire.send("CONNECT %s:80 HTTP/1.1\r\nHost: %s:80\r\n\r\n".formatted(PAYMENT, PAYMENT));
      assertThat(wire.readTo("\r\n\r\n")).startsWith("HTTP/1.1 200 ");

      assertThat(wire.send(get(PAYMENT, "/rates")).readMessage()).endsWith("\r\n\r\n[1]");
      assertThat(wire.send(lastGet(PAYMENT, "/rates")).readAll()).endsWith("\r\n\r\n[1]");
    }
  }

  @Test
  void goesByTheAbsoluteFormAndNotByTheHostHeader() throws Exception {
    start(rates());

    var raw =
        responder.raw(
            "GET http://%s/rates HTTP/1.1\r\nHost: other.test\r\nConnection: close\r\n\r\n"
                .formatted(PAYMENT));

    assertThat(raw).startsWith("HTTP/1.1 200 OK\r\n");
    assertThat(responder.next().request().authority()).isEqualTo(PAYMENT);
  }

  // ---- pipelining

  @Test
  void answersPipelinedRequestsInTheirOrder() throws Exception {
    int count = 60;
    var tape = new Tape();
    var requests = new StringBuilder();
    var expected = new StringBuilder();
    for (int i = 0; i < count; i++) {
      var body = "{\"n\":%d,\"fill\":\"%s\"}".formatted(i, "x".repeat(i % 7 == 0 ? 100_000 : 10));
      tape.out(PAYMENT, Message.of("GET /items-" + word(i)), Message.json("200 OK", body));
      var target = "/items-" + word(i);
      requests.append(i == count - 1 ? lastGet(PAYMENT, target) : get(PAYMENT, target));
      expected.append(body);
    }
    start(tape);

    var raw = responder.raw(requests.toString());

    var bodies = raw.replaceAll("HTTP/1\\.1 200 OK\r\n(?:[A-Za-z-]+: [^\r]*\r\n)*\r\n", "");
    assertThat(bodies).isEqualTo(expected.toString());
  }

  /** Letters, so that it is no id. */
  private static String word(int i) {
    return "" + (char) ('a' + i / 26) + (char) ('a' + i % 26);
  }

  @Test
  void keepsTheOrderWhenAnEarlierAnswerTakesLonger() throws Exception {
    var asked = new CountDownLatch(1);
    var real = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    real.createContext(
        "/slow",
        exchange -> {
          asked.countDown();
          hold(Duration.ofMillis(300));
          exchange.sendResponseHeaders(200, 4);
          exchange.getResponseBody().write("slow".getBytes(UTF_8));
          exchange.close();
        });
    real.start();
    try {
      start(rates(), 0, MissPolicy.PASSTHROUGH);
      var host = "127.0.0.1:" + real.getAddress().getPort();

      var raw = responder.raw(get(host, "/slow") + lastGet(PAYMENT, "/rates"));

      assertThat(asked.getCount()).isZero();
      assertThat(raw.indexOf("\r\n\r\nslow")).isPositive().isLessThan(raw.indexOf("\r\n\r\n[1]"));
      assertThat(List.of(responder.next(), responder.next()))
          .extracting(call -> call.outcome().result())
          .containsExactly(Result.PASSTHROUGH, Result.MATCH);
    } finally {
      real.stop(0);
    }
  }

  private static void hold(Duration time) {
    try {
      new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void answersWhatCameBeforeSomethingThatIsNoRequest() throws Exception {
    start(slowRates(50), 1, MissPolicy.NOT_FOUND);

    var raw = responder.raw(get(PAYMENT, "/rates") + "this is not HTTP\r\n\r\n");

    assertThat(raw).startsWith("HTTP/1.1 200 OK\r\n").contains("[1]HTTP/1.1 400 ");
  }

  private static Tape slowRates(long millis) {
    return rates()
        .changeLast(pair -> {
          long start = pair.timing().startNanos();
          long end = start + TimeUnit.MILLISECONDS.toNanos(millis);
          return new RRPair(
              pair.id(),
              pair.origin(),
              pair.direction(),
              pair.connection(),
              pair.request(),
              pair.answer(),
              new Timing(start, start, end, end),
              pair.notes(),
              pair.facts());
        });
  }

  // ---- bodies

  @ParameterizedTest
  @CsvSource({"http, 2", "https, 2", "http, 50"})
  void sendsALargeAnswerWhole(String scheme, int mib) throws Exception {
    byte[] body = noise(mib * MIB);
    start(new Tape().out(PAYMENT, Message.of("GET /film"), Message.bytes("200 OK", body)));

    var answer = send(at(scheme + "://" + PAYMENT + "/film"));

    assertThat(answer.headers().firstValueAsLong("content-length")).hasValue(body.length);
    assertThat(answer.body()).isEqualTo(body);
  }

  @Test
  void sendsALargeChunkedAnswerWhole() throws Exception {
    byte[] body = noise(2 * MIB);
    start(
        new Tape()
            .out(
                PAYMENT,
                Message.of("GET /film"),
                Message.bytes("200 OK", body).with("Transfer-Encoding", "chunked")));

    var answer = send(at("http://" + PAYMENT + "/film"));

    assertThat(answer.headers().firstValue("transfer-encoding")).contains("chunked");
    assertThat(answer.body()).isEqualTo(body);
  }

  @Test
  void takesARequestInChunksForTheSameAsOneWithALength() throws Exception {
    start(new Tape().order("a", 10));
    var body = "{\"order\":\"%s\",\"amount\":10}".formatted(id("live"));

    var answer =
        send(
            at("http://" + PAYMENT + "/charges")
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(body.getBytes(UTF_8)))));

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(new String(answer.body(), UTF_8)).contains(id("live"));
  }

  @Test
  void sendsACompressedAnswerByteForByte() throws Exception {
    var recorded = Message.json("200 OK", "[1,2,3]".repeat(500)).gzipped();
    start(new Tape().out(PAYMENT, Message.of("GET /rates"), recorded));

    var answer = send(at("http://" + PAYMENT + "/rates"));

    assertThat(answer.headers().firstValue("content-encoding")).contains("gzip");
    assertThat(answer.body()).isEqualTo(recorded.body().kept().toArray());
    try (var plain = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      assertThat(plain.readAllBytes()).hasSize(3500);
    }
  }

  @Test
  void refusesABodyThatIsTooLongBeforeItIsSent() throws Exception {
    start(rates());

    try (var wire = responder.wire()) {
      wire.send(
          "POST /film HTTP/1.1\r\nHost: %s\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n"
              .formatted(PAYMENT, CallReader.MAX_BODY_BYTES + 1));

      assertThat(wire.readMessage())
          .startsWith("HTTP/1.1 413 ")
          .contains("a call's body may have 33554432 bytes");
    }
  }

  @Test
  void refusesABodyOfUnknownLengthOnceItIsTooLong() throws Exception {
    start(rates());
    var part = new byte[MIB];
    var parts = new ArrayList<ByteArrayInputStream>();
    for (int i = 0; i <= CallReader.MAX_BODY_BYTES / MIB; i++) {
      parts.add(new ByteArrayInputStream(part));
    }

    var answer =
        send(
            at("http://" + PAYMENT + "/film")
                .POST(
                    BodyPublishers.ofInputStream(
                        () -> new SequenceInputStream(Collections.enumeration(parts)))));

    assertThat(answer.statusCode()).isEqualTo(413);
  }

  // ---- answers without a body, and connections

  @Test
  void keepsTheConnectionOverAnswersWithoutABody() throws Exception {
    start(
        rates()
            .out(
                PAYMENT,
                Message.of("GET /same"),
                Message.of("304 Not Modified").with("Content-Length", "99").with("ETag", "\"1\""))
            .out(PAYMENT, Message.of("DELETE /rates"), Message.of("204 No Content"))
            .out(
                PAYMENT,
                Message.of("HEAD /rates"),
                Message.of("200 OK").with("Transfer-Encoding", "chunked")));

    try (var wire = responder.wire()) {
      assertThat(wire.send(get(PAYMENT, "/same")).readTo("\r\n\r\n"))
          .isEqualTo("HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\nETag: \"1\"\r\n\r\n");
      assertThat(
              wire.send("DELETE /rates HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(PAYMENT))
                  .readTo("\r\n\r\n"))
          .isEqualTo("HTTP/1.1 204 No Content\r\n\r\n");
      assertThat(
              wire.send("HEAD /rates HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(PAYMENT))
                  .readTo("\r\n\r\n"))
          .isEqualTo("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
      assertThat(wire.send(get(PAYMENT, "/rates")).readMessage()).endsWith("\r\n\r\n[1]");
      assertThat(
              wire.send("HEAD /never HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(PAYMENT))
                  .readTo("\r\n\r\n"))
          .as("a miss")
          .startsWith("HTTP/1.1 404 ");
      assertThat(wire.send(lastGet(PAYMENT, "/rates")).readAll()).endsWith("\r\n\r\n[1]");
    }
  }

  @Test
  void letsAClientGoOnOnlyAfterTheCallsBefore() throws Exception {
    start(slowRates(50).order("a", 10), 1, MissPolicy.NOT_FOUND);
    var body = "{\"order\":\"%s\",\"amount\":10}".formatted(id("live"));

    try (var wire = responder.wire()) {
      wire.send(
          get(PAYMENT, "/rates")
              + "POST /charges HTTP/1.1\r\nHost: %s\r\nExpect: 100-continue\r\n".formatted(PAYMENT)
              + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                  .formatted(body.length()));

      assertThat(wire.readMessage()).startsWith("HTTP/1.1 200 OK").endsWith("[1]");
      assertThat(wire.readTo("\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      assertThat(wire.send(body).readMessage()).startsWith("HTTP/1.1 201 Created");
    }
  }

  @Test
  void endsTheConnectionOfAnOldClient() throws Exception {
    start(rates());

    var raw = responder.raw("GET /rates HTTP/1.0\r\nHost: %s\r\n\r\n".formatted(PAYMENT));

    assertThat(raw).endsWith("\r\n\r\n[1]");
  }

  @Test
  void answersAClientThatHasEndedItsSide() throws Exception {
    start(slowRates(50), 1, MissPolicy.NOT_FOUND);

    try (var wire = responder.wire()) {
      var answer = wire.send(get(PAYMENT, "/rates")).endOutput().readAll();

      assertThat(answer).endsWith("\r\n\r\n[1]");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "GET /rates HT", "POST /rates HTTP/1.1\r\nContent-Length: 9\r\n\r\n1"})
  void endsAConnectionThatAsksForNothingMore(String begun) throws Exception {
    responder =
        RunningResponder.of(
            rates(),
            folder,
            new TestConfig.Mocks(0, MissPolicy.NOT_FOUND),
            DoorSettings.DEFAULT.withFirstBytes(Duration.ofSeconds(30), Duration.ofMillis(200)));

    try (var wire = responder.wire()) {
      assertThat(wire.send(get(PAYMENT, "/rates")).readMessage()).endsWith("\r\n\r\n[1]");

      assertThat(wire.send(begun).readAll()).isEmpty();
    }
  }

  @Test
  void keepsAConnectionThatWaitsForItsAnswer() throws Exception {
    responder =
        RunningResponder.of(
            slowRates(700),
            folder,
            new TestConfig.Mocks(1, MissPolicy.NOT_FOUND),
            DoorSettings.DEFAULT.withFirstBytes(Duration.ofSeconds(30), Duration.ofMillis(100)));

    try (var wire = responder.wire()) {
      assertThat(wire.send(get(PAYMENT, "/rates")).readMessage()).endsWith("\r\n\r\n[1]");
    }
  }

  // ---- time

  @Test
  void holdsNothingBackWhenToldSo() throws Exception {
    start(slowRates(TimeUnit.HOURS.toMillis(1)), 0, MissPolicy.NOT_FOUND);

    assertThat(send(at("http://" + PAYMENT + "/rates")).statusCode()).isEqualTo(200);
  }

  @Test
  void saysThatTheRealDependencyIsNotThere() throws Exception {
    int free;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    start(rates(), 0, MissPolicy.PASSTHROUGH);

    var answer = send(at("http://127.0.0.1:%d/x".formatted(free)));

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(new String(answer.body(), UTF_8)).contains("PASSTHROUGH_FAILED");
  }
}
