// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse;

import dev.reprise.traffic.filter.Field;
import dev.reprise.traffic.filter.FieldRef;
import dev.reprise.traffic.filter.Operator;
import dev.reprise.traffic.filter.Regex;
import dev.reprise.traffic.filter.RegexSyntaxException;
import dev.reprise.traffic.filter.TrafficFilter;
import dev.reprise.traffic.filter.Value;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Connection;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.Facts;
import dev.reprise.traffic.pair.Header;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Mark;
import dev.reprise.traffic.pair.Origin;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Redaction;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.pair.Timing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Pairs and filters over the same small vocabulary, so that filters often select some of the pairs;
 * the vocabulary is hostile: quotes, wildcards, escapes, control characters, SQL.
 */
public final class Samples {

  /** What {@code now} is in these tests. */
  public static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private static final long NOW_NANOS = NOW.getEpochSecond() * 1_000_000_000L;

  private static final List<String> TEXTS =
      List.of(
          "",
          "shop",
          "Shop",
          "a",
          "b",
          "ab",
          "aXb",
          "/cart",
          "/cart/17",
          "GET /cart/{id}",
          "%",
          "_",
          "a%b",
          "a_b",
          "\\",
          "\\\\",
          "\\n",
          "'",
          "\"",
          "`",
          "\n",
          "a\nb",
          "\r\n",
          "\t",
          "\u0000",
          "a\u0000b",
          "\u0007",
          "é",
          "ÀÉ",
          "😀",
          "a😀b",
          "\u212a",
          "K",
          "{p0:String}",
          "a}b{c",
          "--",
          "'; DROP TABLE rrpairs; --",
          "') OR 1=1 --",
          "a%b_c\\d",
          "$$",
          "1",
          "17",
          "null",
          "\\N");

  private static final List<String> HEADER_NAMES =
      List.of("Accept", "ACCEPT", "accept", "X-K", "x-\u212a", "X-É", "x-é", "Authorization");

  private static final List<Long> AMOUNTS =
      List.of(
          0L,
          1L,
          2L,
          17L,
          200L,
          404L,
          500L,
          999L,
          65_535L,
          65_536L,
          4_294_967_296L,
          9_007_199_254_740_993L,
          Long.MAX_VALUE);

  private static final List<Long> OFFSETS =
      List.of(0L, 1L, -1L, 999L, -1_000L, 1_000_000L, -60_000_000_000L, 86_400_000_000_000L);

  private static final List<String> PATTERN_PIECES =
      List.of(
          "a", "b", "X", ".", "[ab]", "[^a]", "[^\\d]", "\\d", "\\w", "\\s", "\\S", "\\W", "\\b",
          "^", "$", "(", ")", "(?:", "|", "*", "+", "?", "+?", "{2}", "{0}", "{0,2}", "{1,}", "é",
          "[à-ÿ]", "😀", "\\\\", "\\.", "\\%", "%", "_", "'", "\"", "\\n", "\\t", "\n", "\u0000",
          "/cart", "-");

  private Samples() {}

  /** Pairs with names of their own; the same for the same seed. */
  public static List<RRPair> pairs(int count, long seed) {
    var random = new Random(seed);
    var pairs = new ArrayList<RRPair>();
    for (int i = 0; i < count; i++) {
      pairs.add(pair(new PairId("capture-" + random.nextInt(4), i + 1L), random));
    }
    return pairs;
  }

  private static RRPair pair(PairId id, Random random) {
    var answer = random.nextInt(8) == 0 ? null : response(random);
    long start = NOW_NANOS + one(OFFSETS, random) + (random.nextBoolean() ? id.sequence() : 0);
    long end = answer == null ? 0 : start + random.nextInt(5) * 500L;
    return new RRPair(
        id,
        new Origin(
            one(TEXTS, random),
            random.nextInt(4) == 0 ? one(TEXTS, random) : "",
            random.nextBoolean() ? Map.of() : Map.of(one(TEXTS, random) + "k", one(TEXTS, random))),
        random.nextBoolean() ? Direction.IN : Direction.OUT,
        connection(random),
        request(random),
        answer,
        new Timing(start, start + 100, answer == null ? 0 : start + 200, end),
        notes(random),
        new Facts(one(TEXTS, random), one(TEXTS, random)));
  }

  private static Connection connection(Random random) {
    var tls =
        switch (random.nextInt(3)) {
          case 0 -> new Connection.Tls("TLSv1.3", "shop.test", "http/1.1", "TLS_AES");
          case 1 -> new Connection.Tls("", "only.test", "", "");
          default -> null;
        };
    return new Connection(
        "c" + random.nextInt(9), random.nextInt(3), "127.0.0.1:1", "127.0.0.1:2", tls);
  }

  private static Request request(Random random) {
    var message = message(random);
    return new Request(
        one(List.of("GET", "POST", "a", "PROPFIND"), random),
        random.nextBoolean() ? "http" : "https",
        one(List.of("shop.test", "shop.test:8080", "[::1]:80", ""), random),
        one(TEXTS, random) + (random.nextBoolean() ? "?q=" + one(TEXTS, random) : ""),
        "HTTP/1.1",
        message.headers(),
        message.body(),
        random.nextInt(9) == 0 ? Headers.of("X-T", one(TEXTS, random)) : Headers.EMPTY);
  }

  private static Response response(Random random) {
    var message = message(random);
    return new Response(
        one(List.of(200, 204, 404, 500, 999), random),
        one(TEXTS, random),
        "HTTP/1.1",
        message.headers(),
        message.body(),
        Headers.EMPTY);
  }

  private record Message(Headers headers, Body body) {}

  private static Message message(Random random) {
    var lines = new ArrayList<Header>();
    for (int i = random.nextInt(4); i > 0; i--) {
      lines.add(new Header(one(HEADER_NAMES, random), one(TEXTS, random)));
    }
    byte[] content = (one(TEXTS, random) + one(TEXTS, random)).getBytes(StandardCharsets.UTF_8);
    switch (random.nextInt(5)) {
      case 0 -> lines.add(new Header("Content-Type", "application/json"));
      case 1 -> lines.add(new Header("content-type", "text/plain; charset=iso-8859-1"));
      case 2 -> {
        lines.add(new Header("Content-Type", "text/plain"));
        lines.add(new Header("Content-Encoding", "gzip"));
        content = gzip(content);
      }
      case 3 -> {
        lines.add(new Header("Content-Type", "image/png"));
        random.nextBytes(content);
      }
      default -> random.nextInt();
    }
    var whole = Body.whole(Bytes.own(content));
    var body =
        random.nextInt(6) == 0 && content.length > 1
            ? new Body(whole.kept().prefix(1), one(AMOUNTS, random) / 2 + 2, whole.sha256())
            : whole;
    return new Message(new Headers(lines), body);
  }

  private static byte[] gzip(byte[] content) {
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static RRPair.Notes notes(Random random) {
    return new RRPair.Notes(
        switch (random.nextInt(4)) {
          case 0 -> Set.of(Mark.REQUEST_TRUNCATED, Mark.UPGRADED);
          case 1 -> Set.of(Mark.RESPONSE_MISSING);
          default -> Set.of();
        },
        random.nextInt(4) == 0
            ? List.of(new Redaction("request.header.authorization", one(TEXTS, random)))
            : List.of());
  }

  private static <T> T one(List<T> pool, Random random) {
    return pool.get(random.nextInt(pool.size()));
  }

  /** Filters of every shape. */
  public static Arbitrary<TrafficFilter> filters() {
    return nested(3);
  }

  private static Arbitrary<TrafficFilter> nested(int depth) {
    if (depth == 0) {
      return condition();
    }
    var parts = Arbitraries.lazy(() -> nested(depth - 1)).list().ofMinSize(2).ofMaxSize(3);
    return Arbitraries.frequencyOf(
        Tuple.of(4, condition()),
        Tuple.of(1, parts.map(TrafficFilter.And::new)),
        Tuple.of(1, parts.map(TrafficFilter.Or::new)),
        Tuple.of(1, Arbitraries.lazy(() -> nested(depth - 1)).map(TrafficFilter.Not::new)));
  }

  private static Arbitrary<TrafficFilter> condition() {
    return Arbitraries.of(Field.values()).flatMap(Samples::about);
  }

  private static Arbitrary<TrafficFilter> about(Field field) {
    var ref =
        switch (field) {
          case REQUEST_HEADER, RESPONSE_HEADER ->
              Arbitraries.of(HEADER_NAMES).map(name -> new FieldRef(field, name));
          case TAG -> Arbitraries.of(TEXTS).map(name -> new FieldRef(field, name + "k"));
          default -> Arbitraries.just(FieldRef.of(field));
        };
    Arbitrary<TrafficFilter> comparison =
        Arbitraries.of(field.type().operators())
            .flatMap(operator ->
                Combinators.combine(ref, value(field, operator))
                    .as((name, value) -> new TrafficFilter.Condition(name, operator, value)));
    Arbitrary<TrafficFilter> membership =
        Combinators.combine(ref, value(field, Operator.EQUAL).list().ofMinSize(1).ofMaxSize(4))
            .as(TrafficFilter.Membership::new);
    return Arbitraries.frequencyOf(Tuple.of(3, comparison), Tuple.of(1, membership));
  }

  private static Arbitrary<Value> value(Field field, Operator operator) {
    return switch (field.type()) {
      case TEXT -> (operator == Operator.MATCHES ? patterns() : texts()).map(Value.Text::new);
      case WORD -> Arbitraries.of(field.words()).map(Value.Word::new);
      case NUMBER, SIZE, DURATION ->
          Arbitraries.oneOf(Arbitraries.of(AMOUNTS), Arbitraries.longs().between(0, 2_600))
              .map(Value.Amount::new);
      case TIME ->
          Arbitraries.oneOf(
              Arbitraries.of(OFFSETS).map(offset -> new Value.At(NOW_NANOS + offset)),
              Arbitraries.of(0L, 1L, Long.MAX_VALUE / 2).map(Value.At::new),
              Arbitraries.of(OFFSETS).map(Value.Now::new));
    };
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.of(TEXTS),
        Arbitraries.of("GET", "http", "shop.test", "capture-1", "capture-", "[::1]", "hop"),
        Arbitraries.of(TEXTS).list().ofSize(2).map(two -> String.join("", two)));
  }

  /** Patterns that the filter language takes. */
  public static Arbitrary<String> patterns() {
    return Arbitraries.of(PATTERN_PIECES)
        .list()
        .ofMaxSize(6)
        .map(pieces -> String.join("", pieces))
        .filter(5_000, Samples::isOurs);
  }

  private static boolean isOurs(String pattern) {
    try {
      Regex.compile(pattern);
      return true;
    } catch (RegexSyntaxException e) {
      return false;
    }
  }
}
