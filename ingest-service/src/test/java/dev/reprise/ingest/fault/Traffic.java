// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.fault;

import dev.reprise.proto.ingest.v1.Batch;
import dev.reprise.proto.map.PairMapper;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Connection;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.Gap;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Origin;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.pair.Timing;
import dev.reprise.traffic.pair.UnstampedPair;
import java.nio.charset.StandardCharsets;

/**
 * Pairs whose content follows from their ids, so that the warehouse can be checked against the ids
 * alone. Neighbours lie on different days: a batch of them is inserted as two parts.
 */
final class Traffic {

  private static final long NOON_NANOS = 1_763_899_200_000_000_000L; // 2025-11-23
  private static final long DAY_NANOS = 86_400_000_000_000L;

  private Traffic() {}

  /** As an agent's tap sees it. */
  static UnstampedPair pair(PairId id) {
    long start = NOON_NANOS + id.sequence() % 2 * DAY_NANOS + id.sequence();
    return new UnstampedPair(
        Origin.of("shop"),
        Direction.IN,
        new Connection("1", 0, "127.0.0.1:1", "127.0.0.1:2", null),
        new Request(
            "POST",
            "http",
            "shop.test",
            "/cart/" + id.sequence(),
            "HTTP/1.1",
            Headers.of("Host", "shop.test"),
            requestBody(id),
            Headers.EMPTY),
        new Response(200, "OK", "HTTP/1.1", Headers.EMPTY, responseBody(id), Headers.EMPTY),
        new Timing(start, start + 1000, start + 2000, start + 3000),
        RRPair.Notes.NONE);
  }

  /** A batch of consecutive pairs. */
  static Batch batch(String captureId, long first, long last) {
    var batch = Batch.newBuilder();
    for (long sequence = first; sequence <= last; sequence++) {
      var id = new PairId(captureId, sequence);
      batch.addPairs(PairMapper.toProto(pair(id).stamped(id)));
    }
    return batch.build();
  }

  /** The same with a gap behind it, at the next sequence. */
  static Batch batchWithGap(String captureId, long first, long last) {
    var gap = new Gap(new PairId(captureId, last + 1), "shop", 3, 300, 1, 2, "queue full");
    return batch(captureId, first, last).toBuilder().addGaps(PairMapper.toProto(gap)).build();
  }

  /** A pair's line in {@link Pipeline#stored}. */
  static String row(PairId id) {
    return "%s\t%d\t%s\t%s\t1"
        .formatted(
            id.captureId(),
            id.sequence(),
            requestBody(id).sha256().hex(),
            responseBody(id).sha256().hex());
  }

  /** A gap's line in {@link Pipeline#stored}. */
  static String gapRow(PairId id) {
    return "%s\t%d\tgap".formatted(id.captureId(), id.sequence());
  }

  private static Body requestBody(PairId id) {
    return Body.whole(Bytes.of("buy " + id, StandardCharsets.UTF_8));
  }

  private static Body responseBody(PairId id) {
    return Body.whole(Bytes.of(("bought " + id + " ").repeat(50), StandardCharsets.UTF_8));
  }
}
