// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixtures.ClickHouseDatabase;
import dev.reprise.fixtures.Eventually;
import dev.reprise.fixtures.FaultyLink;
import dev.reprise.fixtures.KafkaTopics;
import dev.reprise.fixtures.NeedsClickHouse;
import dev.reprise.fixtures.NeedsKafka;
import dev.reprise.proto.ingest.v1.Batch;
import dev.reprise.proto.map.PairMapper;
import dev.reprise.traffic.body.DecodedBody;
import dev.reprise.traffic.body.PackedBody;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Connection;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.Facts;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Origin;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.pair.Timing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What redaction rules name has left a pair before ingest-service hands it on: it is neither in the
 * log, nor in any table, nor in what the service says of itself. What no rule names is in both, so
 * that the search is known to find what is there.
 */
@NeedsKafka
@NeedsClickHouse
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedactedStorageIT {

  private static final String RULES =
      """
      redact:
        - {name: bearer, place: "*.header.authorization"}
        - {name: cookies, place: "*.cookie.sid"}
        - {name: cards, place: "*.header.x-card", action: remove}
        - {name: keys, place: request.query.key}
        - {name: passwords, place: "*.body.$..password", action: remove}
        - {name: pins, place: "*.body.$..pin"}
        - {name: forms, place: request.body.form.password}
      """;

  /** Each stands in one place, which a rule names. */
  private static final List<String> SECRETS =
      List.of(
          "s3cret-bearer",
          "s3cret-cookie",
          "s3cret-header",
          "s3cret-trailer",
          "s3cret-query",
          "s3cret-json",
          "918273645",
          "s3cret-set-cookie",
          "s3cret-gzip",
          "s3cret-form",
          "s3cret-packed",
          "s3cret-undeclared",
          "s3cret-cut");

  private static final String CAPTURE = "redacted";

  private final KafkaTopics topics;
  private final ClickHouseDatabase database;
  private Pipeline pipeline;
  private FaultyLink toWarehouse;
  private IngestProcess ingest;

  RedactedStorageIT(KafkaTopics topics, ClickHouseDatabase database) {
    this.topics = topics;
    this.database = database;
  }

  @BeforeAll
  void store(@TempDir Path folder) throws IOException {
    var rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
    var settings =
        Map.of("reprise.ingest.rules-file", rules.toString(), "reprise.ingest.redaction-key", "k");
    pipeline = new Pipeline(topics, database, 1, settings);
    toWarehouse = pipeline.linkToWarehouse();
    ingest = pipeline.start(toWarehouse);
    var pairs = List.of(login(), form(), undeclared(), cut());
    var batch = Batch.newBuilder();
    pairs.forEach(pair -> batch.addPairs(PairMapper.toProto(pair)));
    try (var agent = new Agent(ingest.address(), CAPTURE)) {
      agent.send(batch.build());
      agent.awaitAcked(pairs.size());
    }
    Eventually.holds(Pipeline.LIMIT, () -> pipeline.storedOf(CAPTURE) == pairs.size());
  }

  @AfterAll
  void end() {
    pipeline.close();
    toWarehouse.close();
  }

  @Test
  void theLogHoldsNoSecret() throws IOException {
    var records = pipeline.log(0);
    var seen = new StringBuilder();
    for (var record : records) {
      seen.append(new String(record.key(), ISO_8859_1))
          .append(new String(record.value(), ISO_8859_1));
      record.headers().forEach(header -> seen.append(new String(header.value(), ISO_8859_1)));
      for (var message : Batch.parseFrom(record.value()).getPairsList()) {
        seen.append(unpacked(PairMapper.fromProto(message)));
      }
    }

    holdsNoSecret(seen.toString());
  }

  private static String unpacked(RRPair pair) {
    var answer = pair.response().orElseThrow();
    return unpacked(pair.request().headers(), pair.request().body())
        + unpacked(answer.headers(), answer.body());
  }

  private static String unpacked(Headers headers, Body body) {
    return DecodedBody.of(headers, body, 1 << 20)
        .map(decoded -> decoded.bytes().text(UTF_8))
        .orElse("");
  }

  @Test
  void noTableHoldsASecret() throws IOException {
    var packed =
        pipeline.ask("SELECT hex(response_body) FROM %s.rrpairs WHERE sequence = 1").getFirst();
    String unpacked;
    try (var gzip =
        new GZIPInputStream(new ByteArrayInputStream(HexFormat.of().parseHex(packed)))) {
      unpacked = new String(gzip.readAllBytes(), UTF_8);
    }

    holdsNoSecret(pipeline.tables() + unpacked);
  }

  private static void holdsNoSecret(String seen) {
    assertThat(seen).contains("kept-name", "theme=dark", "kept-in-gzip", "page=2", "kept-in-form");
    assertThat(SECRETS)
        .allSatisfy(secret -> assertThat(seen.contains(secret)).as(secret).isFalse());
  }

  /** A short secret could be found by trying, were the hash of the body as it came kept. */
  @Test
  void noHashOfWhatWasTakenOutIsKept() throws IOException {
    var stored = pipeline.stored().toString();
    for (var pair : List.of(login(), form(), undeclared(), cut())) {
      for (var body : List.of(pair.request().body(), pair.response().orElseThrow().body())) {
        assertThat(body.isEmpty() || !stored.contains(body.sha256().hex())).isTrue();
      }
    }
  }

  @Test
  void whatWasTakenOutIsNotedInThePair() {
    assertThat(
            pipeline.ask(
                "SELECT toString(redaction_places), toString(redaction_rules) FROM %s.rrpairs"
                    + " ORDER BY sequence"))
        .satisfiesExactly(
            login ->
                assertThat(login)
                    .contains("bearer", "cookies", "cards", "keys", "passwords", "pins"),
            form -> assertThat(form).contains("forms", "response.body"),
            undeclared -> assertThat(undeclared).contains("response.body"),
            cut -> assertThat(cut).contains("request.body"));
  }

  @Test
  void theServiceSaysNothingOfThem() {
    assertThat(SECRETS).allSatisfy(secret -> assertThat(ingest.logged(secret)).as(secret).isZero());
  }

  private static RRPair login() throws IOException {
    var packed = Headers.of("Content-Type", "application/json", "Content-Encoding", "gzip");
    return pair(
        1,
        new Request(
            "POST",
            "http",
            "shop.test",
            "/login?page=2&key=s3cret-query",
            "HTTP/1.1",
            Headers.of(
                "Authorization", "Bearer s3cret-bearer",
                "Cookie", "sid=s3cret-cookie; theme=dark",
                "X-Card", "s3cret-header",
                "Content-Type", "application/json"),
            text(
                "{\"user\":{\"name\":\"kept-name\",\"password\":\"s3cret-json\",\"pin\":918273645}}"),
            Headers.of("X-Card", "s3cret-trailer")),
        new Response(
            200,
            "OK",
            "HTTP/1.1",
            Headers.of(
                "Content-Type", "application/json",
                "Content-Encoding", "gzip",
                "Set-Cookie", "sid=s3cret-set-cookie; Path=/"),
            Body.whole(
                PackedBody.of(
                        packed,
                        Bytes.of("{\"note\":\"kept-in-gzip\",\"password\":\"s3cret-gzip\"}", UTF_8))
                    .orElseThrow()),
            Headers.EMPTY));
  }

  /** Its answer has an encoding that nobody here can take off. */
  private static RRPair form() {
    return pair(
        2,
        post(
            Headers.of("Content-Type", "application/x-www-form-urlencoded"),
            text("user=kept-in-form&password=s3cret-form")),
        answer(
            Headers.of("Content-Type", "application/json", "Content-Encoding", "br"),
            text("s3cret-packed")));
  }

  /** Its answer has such an encoding, and does not say of what. */
  private static RRPair undeclared() {
    return pair(
        3,
        post(Headers.EMPTY, Body.EMPTY),
        answer(Headers.of("Content-Encoding", "br"), text("s3cret-undeclared")));
  }

  /** Of its request only the start was kept, which ends in the middle of a secret. */
  private static RRPair cut() {
    var start = Bytes.of("{\"name\":\"kept-name\",\"password\":\"s3cret-cut", UTF_8);
    return pair(
        4,
        post(
            Headers.of("Content-Type", "application/json"),
            new Body(start, start.length() + 9L, text("the whole body").sha256())),
        answer(Headers.EMPTY, Body.EMPTY));
  }

  private static Request post(Headers headers, Body body) {
    return new Request(
        "POST", "http", "shop.test", "/users", "HTTP/1.1", headers, body, Headers.EMPTY);
  }

  private static Response answer(Headers headers, Body body) {
    return new Response(200, "OK", "HTTP/1.1", headers, body, Headers.EMPTY);
  }

  private static Body text(String text) {
    return Body.whole(Bytes.of(text, UTF_8));
  }

  private static RRPair pair(long sequence, Request request, Response answer) {
    long start = 1_763_899_200_000_000_000L + sequence;
    return new RRPair(
        new PairId(CAPTURE, sequence),
        Origin.of("shop"),
        Direction.IN,
        new Connection("1", 0, "127.0.0.1:1", "127.0.0.1:2", null),
        request,
        answer,
        new Timing(start, start + 1, start + 2, start + 3),
        RRPair.Notes.NONE,
        Facts.NONE);
  }
}
