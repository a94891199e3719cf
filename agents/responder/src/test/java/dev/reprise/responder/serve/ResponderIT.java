// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.serve;

import static dev.reprise.standins.Tape.PAYMENT;
import static dev.reprise.standins.Tape.id;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reprise.standins.Tape;
import dev.reprise.standins.Tape.Message;
import dev.reprise.traffic.config.TestConfig;
import dev.reprise.traffic.config.TestConfig.MissPolicy;
import dev.reprise.traffic.pair.Origin;
import dev.reprise.traffic.report.MockOutcome.Result;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // set before each test
class ResponderIT {

  @TempDir Path folder;

  private RunningResponder responder;

  private void start(Tape tape, TestConfig.Mocks config)
      throws IOException, GeneralSecurityException {
    responder = RunningResponder.of(tape, folder, config);
  }

  private void start(Tape tape) throws IOException, GeneralSecurityException {
    start(tape, new TestConfig.Mocks(0, MissPolicy.NOT_FOUND));
  }

  @AfterEach
  void stop() {
    responder.close();
  }

  private static HttpRequest.Builder at(String uri) {
    return HttpRequest.newBuilder(URI.create(uri)).timeout(RunningResponder.LIMIT);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return responder.client().send(request.build(), BodyHandlers.ofByteArray());
  }

  private static HttpRequest.Builder charge(String scheme, String order, int amount) {
    return at(scheme + "://" + PAYMENT + "/charges")
        .header("Content-Type", "application/json")
        .POST(
            HttpRequest.BodyPublishers.ofString(
                "{\"order\":\"%s\",\"amount\":%d}".formatted(order, amount)));
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), UTF_8);
  }

  @Test
  void echoesAFreshIdOverHttp() throws Exception {
    start(new Tape().order("a", 10).order("b", 20));

    var answer = send(charge("http", id("live"), 20));

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(text(answer)).contains("\"order\":\"" + id("live") + "\"").contains("\"for\":\"b\"");
    assertThat(answer.headers().firstValue("location")).contains("/charges/by-order/" + id("live"));
    assertThat(answer.headers().firstValueAsLong("content-length")).hasValue(answer.body().length);
  }

  @Test
  void echoesAFreshIdOverHttps() throws Exception {
    start(new Tape().order("a", 10).order("b", 20));

    var answer = send(charge("https", id("live"), 20));

    assertThat(text(answer)).contains("\"order\":\"" + id("live") + "\"").contains("\"for\":\"b\"");
    var pair = responder.next().pair(new Origin("shop", "r-1", Map.of()));
    assertThat(pair.request().scheme()).isEqualTo("https");
    assertThat(pair.connection().tls()).isNotNull();
    assertThat(pair.origin().replayId()).isEqualTo("r-1");
  }

  @Test
  void servesRepeatsInTheirOrder() throws Exception {
    var tape = new Tape();
    for (int i = 0; i < 2; i++) {
      tape.out(
          PAYMENT, Message.of("GET /rate"), Message.json("200 OK", "{\"rate\":%d}".formatted(i)));
    }
    start(tape);

    var answers =
        List.of(
            text(send(at("http://" + PAYMENT + "/rate"))),
            text(send(at("http://" + PAYMENT + "/rate"))),
            text(send(at("http://" + PAYMENT + "/rate"))));

    assertThat(answers).containsExactly("{\"rate\":0}", "{\"rate\":1}", "{\"rate\":1}");
    assertThat(List.of(responder.next(), responder.next(), responder.next()))
        .map(call -> call.outcome().choice())
        .containsExactly("order", "order", "reused");
  }

  @Test
  void explainsAMiss() throws Exception {
    start(new Tape().order("a", 10).order("b", 10));

    var answer = send(charge("http", id("live"), 11));

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("x-reprise-miss")).contains("true");
    var json = new ObjectMapper().readTree(answer.body());
    var nearest = json.get("nearest").get(0);
    assertThat(nearest.get("request").textValue()).isEqualTo("POST /charges");
    assertThat(nearest.get("differences").toString())
        .isEqualTo("[{\"field\":\"request.body.$.amount\",\"recorded\":\"10\",\"live\":\"11\"}]");
    var outcome = responder.next().outcome();
    assertThat(outcome.result()).isEqualTo(Result.MISS);
    assertThat(outcome.pair()).isNotEmpty();
    assertThat(outcome.differences()).hasSize(1);
  }

  @Test
  void closesTheConnectionOnAMissWhenToldTo() throws Exception {
    start(new Tape().order("a", 10), new TestConfig.Mocks(0, MissPolicy.FAIL));

    assertThatThrownBy(() -> send(charge("http", id("live"), 11))).isInstanceOf(IOException.class);

    var call = responder.next();
    assertThat(call.outcome().result()).isEqualTo(Result.MISS);
    assertThat(call.answer()).isNull();
  }

  @Test
  void replacesAValueInsideAGzippedAnswer() throws Exception {
    var tape = new Tape();
    for (String order : List.of("a", "b")) {
      tape.in(
          Message.json("POST /orders", "{\"of\":\"%s\"}".formatted(order)),
          () ->
              tape.out(
                  PAYMENT,
                  Message.json(
                      "POST /charges",
                      "{\"order\":\"%s\",\"of\":\"%s\"}".formatted(id(order), order)),
                  Message.json("201 Created", "{ \"order\" : \"%s\" }".formatted(id(order)))
                      .gzipped()),
          Message.json("201 Created", "{\"order\":\"%s\"}".formatted(id(order))));
    }
    start(tape);

    var answer =
        send(
            at("http://" + PAYMENT + "/charges")
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"of\":\"b\",\"order\":\"%s\"}".formatted(id("live")))));

    assertThat(answer.headers().firstValue("content-encoding")).contains("gzip");
    try (var plain = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      assertThat(new String(plain.readAllBytes(), UTF_8))
          .isEqualTo("{ \"order\" : \"%s\" }".formatted(id("live")));
    }
  }

  @Test
  void sendsChunksWhereThereWereSome() throws Exception {
    start(
        new Tape()
            .out(
                PAYMENT,
                Message.of("GET /rates"),
                Message.json("200 OK", "[1,2,3]").with("Transfer-Encoding", "chunked")));

    var raw =
        responder.raw("GET /rates HTTP/1.1\r\nHost: " + PAYMENT + "\r\nConnection: close\r\n\r\n");

    assertThat(raw)
        .startsWith("HTTP/1.1 200 OK\r\n")
        .contains("Transfer-Encoding: chunked\r\n")
        .doesNotContain("ontent-Length")
        .endsWith("\r\n\r\n7\r\n[1,2,3]\r\n0\r\n\r\n");
  }

  @Test
  void answersAHeadWithoutABodyAndKeepsTheConnection() throws Exception {
    start(
        new Tape()
            .out(
                PAYMENT,
                Message.of("HEAD /rates"),
                Message.of("200 OK").with("Content-Length", "123"))
            .out(PAYMENT, Message.of("GET /rates"), Message.json("200 OK", "[]")));

    var raw =
        responder.raw(
            "HEAD http://%s/rates HTTP/1.1\r\nHost: x\r\n\r\n".formatted(PAYMENT)
                + "GET http://%s/rates HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                    .formatted(PAYMENT));

    assertThat(raw)
        .isEqualTo(
            "HTTP/1.1 200 OK\r\nContent-Length: 123\r\n\r\n"
                + "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[]");
  }

  @Test
  void keepsHeaderLinesAsTheyWereRecorded() throws Exception {
    start(
        new Tape()
            .out(
                PAYMENT,
                Message.of("GET /rates"),
                Message.of("204 No Content")
                    .with("x-b", "2")
                    .with("X-A", "caf\u00e9")
                    .with("x-b", "1")));

    var raw =
        responder.raw("GET /rates HTTP/1.1\r\nHost: " + PAYMENT + "\r\nConnection: close\r\n\r\n");

    assertThat(raw)
        .isEqualTo("HTTP/1.1 204 No Content\r\nx-b: 2\r\nX-A: caf\u00e9\r\nx-b: 1\r\n\r\n");
  }

  @Test
  void letsAClientGoOnThatWaitsForIt() throws Exception {
    start(new Tape().order("a", 10));
    var body = "{\"order\":\"%s\",\"amount\":10}".formatted(id("live"));

    var raw =
        responder.raw(
            "POST /charges HTTP/1.1\r\nHost: %s\r\nExpect: 100-continue\r\n".formatted(PAYMENT)
                + "Content-Type: application/json\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
                    .formatted(body.length(), body));

    assertThat(raw).startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\n");
  }

  @Test
  void takesAsLongAsTheRecordedDependencyDid() throws Exception {
    var tape = new Tape();
    tape.in(
        Message.of("GET /"),
        () -> tape.out(PAYMENT, Message.of("GET /rates"), Message.json("200 OK", "[]")),
        Message.of("200 OK"));
    start(tape, new TestConfig.Mocks(300, MissPolicy.NOT_FOUND)); // of a millisecond

    var answer = send(at("http://" + PAYMENT + "/rates"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(responder.next().outcome().durationNanos())
        .isGreaterThan(Duration.ofMillis(290).toNanos());
  }

  @Test
  void refusesWhatIsNoRequest() throws Exception {
    start(new Tape().order("a", 10));

    assertThat(responder.raw("GET /rates HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400 ");
  }
}
