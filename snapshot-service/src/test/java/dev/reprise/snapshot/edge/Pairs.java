// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.snapshot.edge;

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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Recorded sessions: a login, and a look at the stock, for which a dependency is asked. */
final class Pairs {

  private static final long START_NANOS = 1_780_000_000_000_000_000L;
  private static final long STEP_NANOS = 1_000_000;
  private static final long ANSWER_NANOS = 200_000;
  private static final int LARGE_BYTES = 150_000;

  private final List<RRPair> pairs = new ArrayList<>();
  private final String captureId;
  private long nowNanos;

  private Pairs(String captureId, long startNanos) {
    this.captureId = captureId;
    this.nowNanos = startNanos;
  }

  static List<RRPair> of(int sessions) {
    return new Pairs("cap-1", START_NANOS).sessions(sessions);
  }

  /** An hour later than the others. */
  static List<RRPair> later(int sessions) {
    return new Pairs("cap-2", START_NANOS + 3_600_000_000_000L).sessions(sessions);
  }

  /** Pairs whose bodies cannot be compressed. */
  static List<RRPair> withLargeBodies(int count) {
    var pairs = new Pairs("cap-3", START_NANOS);
    var random = new Random(3);
    for (int i = 0; i < count; i++) {
      byte[] bytes = new byte[LARGE_BYTES];
      random.nextBytes(bytes);
      pairs.add(
          Direction.IN, "shop.test", "GET /image", Headers.EMPTY, "image/png", Bytes.own(bytes));
    }
    return pairs.pairs;
  }

  private List<RRPair> sessions(int count) {
    for (int i = 0; i < count; i++) {
      var token = UUID.nameUUIDFromBytes((captureId + i).getBytes(StandardCharsets.UTF_8));
      var bearer = Headers.of("Authorization", "Bearer " + token);
      json(
          Direction.IN, "shop.test", "POST /login", Headers.EMPTY, "{\"token\":\"" + token + "\"}");
      json(Direction.IN, "shop.test", "GET /stock", bearer, "{\"available\":7}");
      json(Direction.OUT, "stock.test", "GET /stock", Headers.EMPTY, "{\"available\":7}");
    }
    return pairs;
  }

  private void json(
      Direction direction, String authority, String line, Headers headers, String answer) {
    add(
        direction,
        authority,
        line,
        headers,
        "application/json",
        Bytes.of(answer, StandardCharsets.UTF_8));
  }

  private void add(
      Direction direction,
      String authority,
      String line,
      Headers headers,
      String type,
      Bytes body) {
    nowNanos += STEP_NANOS;
    int space = line.indexOf(' ');
    pairs.add(
        new RRPair(
            new PairId(captureId, pairs.size() + 1L),
            Origin.of("shop"),
            direction,
            new Connection("1", 0, "127.0.0.1:5", "127.0.0.1:6", null),
            new Request(
                line.substring(0, space),
                "http",
                authority,
                line.substring(space + 1),
                "HTTP/1.1",
                headers,
                Body.EMPTY,
                Headers.EMPTY),
            new Response(
                200,
                "OK",
                "HTTP/1.1",
                Headers.of("Content-Type", type),
                Body.whole(body),
                Headers.EMPTY),
            new Timing(nowNanos, nowNanos, nowNanos + 1, nowNanos + ANSWER_NANOS),
            RRPair.Notes.NONE,
            new Facts("http", "")));
  }
}
