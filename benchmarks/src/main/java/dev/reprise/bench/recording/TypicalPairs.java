// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.recording;

import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Connection;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Origin;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.pair.Timing;
import dev.reprise.traffic.pair.UnstampedPair;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Pairs as an API of a shop has them: about 2 KB, most of it JSON, with names that come back and
 * values that do not. The same every time.
 */
public final class TypicalPairs {

  private static final int DIFFERENT = 4000;
  private static final long SEED = 42;
  private static final long START_NANOS = 1_790_000_000_000_000_000L;
  private static final long GAP_NANOS = 100_000;
  private static final int LINES = 8;
  private static final List<String> WORDS =
      List.of(
          "amber",
          "basket",
          "candle",
          "drawer",
          "ember",
          "fabric",
          "garden",
          "hammer",
          "iron",
          "jacket",
          "kettle",
          "lantern",
          "mirror",
          "needle",
          "orange",
          "paper",
          "quilt",
          "ribbon",
          "saddle",
          "table",
          "umbrella",
          "velvet",
          "window",
          "yarn");

  private final List<UnstampedPair> pairs =
      IntStream.range(0, DIFFERENT)
          .mapToObj(index -> make(index, new SplittableRandom(SEED + index)))
          .toList();

  /**
   * One of them; after some thousands they come again, at a later time, and none has been hashed
   * yet.
   */
  public UnstampedPair pair(int number) {
    var pair = pairs.get(number % DIFFERENT);
    var asked = pair.request();
    var answered = Objects.requireNonNull(pair.answer(), "every one has an answer");
    long start = START_NANOS + number * GAP_NANOS;
    return new UnstampedPair(
        pair.origin(),
        pair.direction(),
        pair.connection(),
        new Request(
            asked.method(),
            asked.scheme(),
            asked.authority(),
            asked.target(),
            asked.version(),
            asked.headers(),
            Body.whole(asked.body().kept()),
            asked.trailers()),
        new Response(
            answered.status(),
            answered.reason(),
            answered.version(),
            answered.headers(),
            Body.whole(answered.body().kept()),
            answered.trailers()),
        new Timing(start, start + 10_000, start + 60_000, start + 70_000),
        pair.notes());
  }

  private static UnstampedPair make(int index, SplittableRandom random) {
    var order = uuid(random);
    var asked = Bytes.of(order(random), StandardCharsets.US_ASCII);
    var answered = Bytes.of(answer(order, random), StandardCharsets.US_ASCII);
    var request =
        new Request(
            "PUT",
            "http",
            "shop.bench.test",
            "/orders/" + order + "/lines?currency=EUR",
            "HTTP/1.1",
            Headers.of(
                "Host", "shop.bench.test",
                "User-Agent", "bench/1.0",
                "Accept", "application/json",
                "Content-Type", "application/json",
                "Content-Length", Integer.toString(asked.length()),
                "X-Request-Id", uuid(random).toString()),
            Body.whole(asked),
            Headers.EMPTY);
    var response =
        new Response(
            random.nextInt(50) == 0 ? 409 : 200,
            "OK",
            "HTTP/1.1",
            Headers.of(
                "Date", "Mon, 21 Sep 2026 14:13:20 GMT",
                "Content-Type", "application/json",
                "Content-Length", Integer.toString(answered.length())),
            Body.whole(answered),
            Headers.EMPTY);
    return new UnstampedPair(
        Origin.of("bench"),
        Direction.IN,
        new Connection(
            Integer.toString(index / 100), index % 100, "127.0.0.1:40000", "127.0.0.1:8080", null),
        request,
        response,
        new Timing(0, 0, 0, 0),
        RRPair.Notes.NONE);
  }

  private static String order(SplittableRandom random) {
    return "{\"customer\":%d,\"lines\":[%s,%s,%s]}"
        .formatted(random.nextInt(1_000_000), line(random), line(random), line(random));
  }

  private static String answer(UUID order, SplittableRandom random) {
    var lines = IntStream.range(0, LINES).mapToObj(_ -> line(random)).toList();
    return "{\"id\":\"%s\",\"state\":\"open\",\"lines\":[%s]}"
        .formatted(order, String.join(",", lines));
  }

  private static String line(SplittableRandom random) {
    return """
    {"sku":"SKU-%06d","name":"%s %s","quantity":%d,"priceCents":%d,"reserved":"%s"}\
    """
        .formatted(
            random.nextInt(1_000_000),
            word(random),
            word(random),
            random.nextInt(1, 9),
            random.nextInt(100, 100_000),
            uuid(random));
  }

  private static UUID uuid(SplittableRandom random) {
    return new UUID(
        (random.nextLong() & ~0xF000L) | 0x4000L, // version 4
        (random.nextLong() & ~(3L << 62)) | (2L << 62));
  }

  private static String word(SplittableRandom random) {
    return WORDS.get(random.nextInt(WORDS.size()));
  }
}
