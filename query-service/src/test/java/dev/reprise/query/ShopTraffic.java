// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query;

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
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.pair.Timing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A shop's traffic: twenty calls to it, ten from it, one of them with a large body. */
final class ShopTraffic {

  static final String SECRET = "s3cret-value";
  static final int LARGE_BYTES = 10 << 20;

  private static final long START = 1_795_428_000_000_000_000L;

  private ShopTraffic() {}

  static List<RRPair> pairs() {
    var pairs = new ArrayList<RRPair>();
    for (int i = 1; i <= 20; i++) {
      pairs.add(inbound(i));
    }
    for (int i = 21; i <= 30; i++) {
      pairs.add(outbound(i));
    }
    return pairs;
  }

  static RRPair inbound(int sequence) {
    return inbound(sequence, START + sequence * 1_000_000_000L);
  }

  static RRPair inbound(int sequence, long start) {
    int status = sequence % 5 == 0 ? 500 : 200;
    return pair(
        sequence,
        start,
        Direction.IN,
        request("POST", "http", "shop.test", "/cart/" + sequence + "?access_token=" + SECRET),
        new Response(
            status,
            "",
            "HTTP/1.1",
            Headers.of("Content-Type", "application/json", "Set-Cookie", "id=" + SECRET),
            json("{\"item\":" + sequence + ",\"token\":\"" + SECRET + "\"}"),
            Headers.EMPTY));
  }

  private static RRPair outbound(int sequence) {
    var answer =
        sequence == 30
            ? null
            : new Response(
                200,
                "OK",
                "HTTP/1.1",
                Headers.of("Content-Type", "application/octet-stream"),
                sequence == 29 ? large() : json("ok"),
                Headers.EMPTY);
    return pair(
        sequence,
        START + sequence * 1_000_000_000L,
        Direction.OUT,
        request("GET", "https", "payment.test", "/pay?q='; DROP TABLE rrpairs; --"),
        answer);
  }

  private static Request request(String method, String scheme, String host, String target) {
    return new Request(
        method,
        scheme,
        host,
        target,
        "HTTP/1.1",
        Headers.of(
            "Host", host, "AUTHORIZATION", "Bearer " + SECRET, "Content-Type", "application/json"),
        json("{\"user\": \"ann\", \"password\": \"" + SECRET + "\"}"),
        Headers.EMPTY);
  }

  private static RRPair pair(
      int sequence, long start, Direction direction, Request request, @Nullable Response answer) {
    boolean out = direction == Direction.OUT;
    return new RRPair(
        new PairId("shop-1", sequence),
        new Origin("shop", "", Map.of("pod", "shop-7d9f")),
        direction,
        new Connection(
            "c1",
            sequence,
            "127.0.0.1:40000",
            "127.0.0.1:8080",
            out ? new Connection.Tls("TLSv1.3", "payment.test", "", "TLS_AES") : null),
        request,
        answer,
        new Timing(
            start,
            start + 1_000_000,
            answer == null ? 0 : start + 2_000_000,
            answer == null ? 0 : start + sequence * 1_000_000L),
        answer == null
            ? new RRPair.Notes(Set.of(Mark.RESPONSE_MISSING), List.of())
            : RRPair.Notes.NONE,
        new Facts("json", request.method() + " " + (out ? "/pay" : "/cart/{id}")));
  }

  private static Body json(String text) {
    return Body.whole(Bytes.of(text, StandardCharsets.UTF_8));
  }

  private static Body large() {
    byte[] content = new byte[LARGE_BYTES];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) ((i * 31) >>> 3);
    }
    return Body.whole(Bytes.own(content));
  }
}
