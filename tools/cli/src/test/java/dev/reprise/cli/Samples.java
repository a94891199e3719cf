// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli;

import dev.reprise.proto.map.PairMapper;
import dev.reprise.proto.query.v1.EndpointSummary;
import dev.reprise.proto.query.v1.PairSummary;
import dev.reprise.proto.query.v1.ServiceMapEdge;
import dev.reprise.proto.query.v1.ServiceSummary;
import dev.reprise.proto.replay.v1.Replay;
import dev.reprise.proto.replay.v1.ReplayPhase;
import dev.reprise.proto.replay.v1.ReplayProgress;
import dev.reprise.proto.snapshot.v1.EndpointCount;
import dev.reprise.proto.snapshot.v1.Finding;
import dev.reprise.proto.snapshot.v1.Slice;
import dev.reprise.proto.snapshot.v1.Snapshot;
import dev.reprise.proto.snapshot.v1.TokenSummary;
import dev.reprise.traffic.config.TestConfigs;
import dev.reprise.traffic.diff.Difference;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Connection;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.Facts;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Mark;
import dev.reprise.traffic.pair.Origin;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Redaction;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.pair.Timing;
import dev.reprise.traffic.report.Report.Provenance;
import dev.reprise.traffic.report.ReportAccumulator;
import dev.reprise.traffic.report.ReportJson;
import dev.reprise.traffic.report.RequestOutcome;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Things of a shop that services may answer with. */
final class Samples {

  static final String SECRET = "s3cret-value";

  /** {@code {"token": "s3cret-value", "name": "Änn"}}, packed once: packers differ. */
  private static final String GZIPPED_ANSWER =
      "H4sIAAAAAAACA6tWKsnPTs1TslJQKjZOLkot0S1LzClNVdJRUMpLzE0FiR9uyctTqgUAT6Li6CkAAAA=";

  static final long START = 1_795_420_800_123_456_789L;

  private Samples() {}

  /** An inbound call whose request and answer hold credentials, the answer gzipped. */
  static RRPair login() {
    return new RRPair(
        new PairId("shop-1", 12),
        new Origin("shop", "", Map.of("pod", "shop-7d9f", "zone", "a")),
        Direction.IN,
        new Connection("c1", 2, "127.0.0.1:40000", "127.0.0.1:8080", null),
        new Request(
            "POST",
            "http",
            "shop.test",
            "/login?access_token=" + SECRET + "&lang=en",
            "HTTP/1.1",
            Headers.of(
                "Host", "shop.test",
                "AUTHORIZATION", "Bearer " + SECRET,
                "Content-Type", "application/json"),
            text("{\"user\": \"ann\", \"password\": \"" + SECRET + "\"}"),
            Headers.EMPTY),
        new Response(
            200,
            "OK",
            "HTTP/1.1",
            Headers.of(
                "Content-Type", "application/json",
                "Content-Encoding", "gzip",
                "Set-Cookie", "sid=" + SECRET),
            Body.whole(Bytes.own(Base64.getDecoder().decode(GZIPPED_ANSWER))),
            Headers.of("X-Checked", "yes")),
        new Timing(START, START + 1_000_000, START + 2_000_000, START + 12_300_000),
        new RRPair.Notes(Set.of(), List.of(new Redaction("request.header.x-card", "card-numbers"))),
        new Facts("json", "POST /login"));
  }

  /** An outbound call over TLS, seen in a replay, whose image was cut. */
  static RRPair image() {
    return new RRPair(
        new PairId("shop-1", 13),
        new Origin("shop", FakeReplayService.ID, Map.of()),
        Direction.OUT,
        new Connection(
            "c2",
            0,
            "127.0.0.1:40001",
            "10.0.0.7:443",
            new Connection.Tls("TLSv1.3", "img.test", "http/1.1", "TLS_AES_128_GCM_SHA256")),
        new Request(
            "GET",
            "https",
            "img.test",
            "/logo.png",
            "HTTP/1.1",
            Headers.of("Host", "img.test"),
            Body.EMPTY,
            Headers.EMPTY),
        new Response(
            200,
            "OK",
            "HTTP/1.1",
            Headers.of("Content-Type", "image/png"),
            new Body(
                Bytes.own(new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, (byte) 0xff}),
                2_000_000,
                Bytes.fromHex("ab".repeat(32))),
            Headers.EMPTY),
        new Timing(START, START, START + 5_000_000, START + 9_000_000),
        new RRPair.Notes(Set.of(Mark.RESPONSE_TRUNCATED), List.of()),
        new Facts("http", "GET /logo.png"));
  }

  /** A call that was never answered, with what would drive a terminal. */
  static RRPair unanswered() {
    return new RRPair(
        new PairId("shop-1", 14),
        Origin.of("shop"),
        Direction.OUT,
        new Connection("c3", 0, "127.0.0.1:40002", "10.0.0.8:80", null),
        new Request(
            "GET",
            "http",
            "stock.test",
            "/items?q=\u001b[2J",
            "HTTP/1.1",
            Headers.of("Host", "stock.test"),
            Body.EMPTY,
            Headers.EMPTY),
        null,
        new Timing(START, START, 0, 0),
        new RRPair.Notes(Set.of(Mark.RESPONSE_MISSING), List.of()),
        new Facts("http", "GET /items"));
  }

  static PairSummary summary(RRPair pair) {
    var answer = pair.response();
    return PairSummary.newBuilder()
        .setId(PairMapper.toProto(pair.id()))
        .setService(pair.origin().service())
        .setDirection(PairMapper.toProto(pair.direction()))
        .setTechnology(pair.facts().technology())
        .setMethod(pair.request().method())
        .setHost(pair.request().authority())
        .setTarget(pair.request().target())
        .setEndpoint(pair.facts().endpoint())
        .setStatus(pair.status())
        .setStartNanos(pair.timing().startNanos())
        .setDurationNanos(answer.isEmpty() ? 0 : pair.timing().durationNanos())
        .setRequestBytes(pair.request().body().wireBytes())
        .setResponseBytes(answer.map(there -> there.body().wireBytes()).orElse(0L))
        .setReplayId(pair.origin().replayId())
        .build();
  }

  static ServiceSummary service() {
    return ServiceSummary.newBuilder()
        .setService("shop")
        .setInbound(20)
        .setOutbound(10)
        .setErrors(3)
        .setFirstNanos(START)
        .setLastNanos(START + 60_000_000_000L)
        .build();
  }

  static EndpointSummary endpoint() {
    return EndpointSummary.newBuilder()
        .setService("shop")
        .setDirection(dev.reprise.proto.traffic.v1.Direction.DIRECTION_IN)
        .setHost("shop.test")
        .setEndpoint("POST /login")
        .setTechnology("json")
        .setCount(20)
        .setErrorRate(0.15)
        .setP50Millis(1.5)
        .setP90Millis(9)
        .setP95Millis(12.25)
        .setP99Millis(250)
        .build();
  }

  static List<ServiceMapEdge> edges() {
    return List.of(
        ServiceMapEdge.newBuilder()
            .setFrom("clients")
            .setTo("shop")
            .setDirection(dev.reprise.proto.traffic.v1.Direction.DIRECTION_IN)
            .setPort(8080)
            .setTechnology("json")
            .setCount(20)
            .setErrorRate(0.15)
            .setP50Millis(1.5)
            .setP95Millis(12.25)
            .build(),
        ServiceMapEdge.newBuilder()
            .setFrom("shop")
            .setTo("pay.test")
            .setDirection(dev.reprise.proto.traffic.v1.Direction.DIRECTION_OUT)
            .setPort(443)
            .setTechnology("json")
            .setTls(true)
            .setCount(10)
            .setP50Millis(20)
            .setP95Millis(45)
            .build());
  }

  static Snapshot snapshot(String name) {
    return Snapshot.newBuilder()
        .setName(name)
        .setVersion(2)
        .setFilter("service = \"shop\"")
        .setDigest("0123456789abcdef".repeat(4))
        .setSizeBytes(1_500_000)
        .setCreatedNanos(START)
        .setCreatedBy("key:ci/00aa11bb22cc")
        .setInboundPairs(20)
        .setOutboundPairs(10)
        .addServices("shop")
        .addSlices(slice("in:shop", "inbound", "shop.test", 20, true))
        .addSlices(slice("out:pay.test", "outbound", "pay.test", 8, true))
        .addSlices(slice("out:img.test", "outbound", "img.test", 2, false))
        .addTokens(
            TokenSummary.newBuilder()
                .setType("jwt")
                .setProducer("POST /login response.body.$.token")
                .addConsumers("GET /cart request.header.authorization")
                .addConsumers("POST /orders request.header.authorization")
                .setValues(3)
                .setConfidence("seen"))
        .addFindings(
            Finding.newBuilder()
                .setSeverity("warning")
                .setMessage("1 body was cut.")
                .setRemedy("Record with a larger --body-limit."))
        .build();
  }

  private static Slice slice(
      String key, String direction, String host, int pairs, boolean isEnabled) {
    return Slice.newBuilder()
        .setKey(key)
        .setDirection(direction)
        .setService("shop")
        .setHost(host)
        .setTechnology("json")
        .setPairs(pairs)
        .setEnabled(isEnabled)
        .addEndpoints(EndpointCount.newBuilder().setEndpoint("POST /login").setPairs(pairs))
        .build();
  }

  static Replay replay(String id, ReplayPhase phase, String message) {
    return Replay.newBuilder()
        .setId(id)
        .setSnapshot("shop")
        .setSnapshotVersion(2)
        .setPhase(phase)
        .setMessage(message)
        .setBuildTag("build 7")
        .setCreatedNanos(START)
        .setProgress(
            ReplayProgress.newBuilder()
                .setRequestsPlanned(20)
                .setRequestsDone(20)
                .setRequestsFailed(1)
                .setMockMatches(10)
                .setMockMisses(1))
        .build();
  }

  /** Of three requests, one with another price than recorded where that is asked for. */
  static String report(boolean hasRegression) {
    var accumulator = new ReportAccumulator(TestConfigs.parse("test", ""));
    accumulator.planned(3);
    for (int i = 0; i < 3; i++) {
      accumulator.add(
          i == 2 && hasRegression
              ? outcome(i, new Difference("body.$.price", Difference.Kind.CHANGED, "10", "12"))
              : outcome(i));
    }
    return ReportJson.write(
        accumulator.report(
            new Provenance(
                FakeReplayService.ID, "shop", 2, "full", "http://127.0.0.1:8080", "", "")));
  }

  private static RequestOutcome outcome(int number, Difference... differences) {
    long start = START + number * 1_000_000_000L;
    return new RequestOutcome(
        new PairId("shop-1", number + 1),
        "GET /cart",
        200,
        200,
        "",
        new RequestOutcome.Times(start, start, start + 10_000_000, 10_000_000),
        List.of(differences),
        0,
        new RequestOutcome.Walk("0/0/1", 0, 0));
  }

  private static Body text(String text) {
    return Body.whole(Bytes.of(text, StandardCharsets.UTF_8));
  }
}
