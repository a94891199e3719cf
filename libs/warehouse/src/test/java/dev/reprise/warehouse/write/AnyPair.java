// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.write;

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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Pairs of every shape, from a seed. */
final class AnyPair {

  private static final String[] ALPHABET = {
    "a", "Z", "0", "/", "?", "'", "\\", "\n", "\t", "\0", "é", "漢", "😀", "{id}", "%20", " "
  };
  private static final long YEAR_2026_NANOS = 1_767_225_600_000_000_000L;

  private final Random random;

  AnyPair(long seed) {
    random = new Random(seed);
  }

  RRPair next(String captureId, long sequence) {
    return new RRPair(
        new PairId(captureId, sequence),
        new Origin(text(), maybe(this::text, ""), tags()),
        random.nextBoolean() ? Direction.IN : Direction.OUT,
        new Connection(
            text(), random.nextInt(Integer.MAX_VALUE), text(), text(), maybe(this::tls, null)),
        new Request(text(), text(), text(), text(), text(), headers(), body(), headers()),
        maybe(this::response, null),
        timing(),
        new RRPair.Notes(marks(), redactions()),
        new Facts(text(), text()));
  }

  private Connection.Tls tls() {
    var tls = new Connection.Tls(text(), text(), text(), text());
    // One that knows nothing reads back as null: see Connection.Tls.
    return tls.equals(new Connection.Tls("", "", "", ""))
        ? new Connection.Tls("TLSv1.3", "", "", "")
        : tls;
  }

  private Response response() {
    return new Response(100 + random.nextInt(900), text(), text(), headers(), body(), headers());
  }

  private Timing timing() {
    long start = YEAR_2026_NANOS + random.nextLong(3L * 86_400_000_000_000L);
    return new Timing(start, start + 1, maybe(() -> start + 2, 0L), maybe(() -> start + 3, 0L));
  }

  private EnumSet<Mark> marks() {
    var marks = EnumSet.noneOf(Mark.class);
    for (Mark mark : Mark.values()) {
      if (random.nextInt(4) == 0) {
        marks.add(mark);
      }
    }
    return marks;
  }

  private List<Redaction> redactions() {
    return list(() -> new Redaction(text(), text()));
  }

  private Map<String, String> tags() {
    var tags = new LinkedHashMap<String, String>();
    list(this::text).forEach(key -> tags.put(key, text()));
    return tags;
  }

  private Headers headers() {
    var lines = new ArrayList<>(list(() -> new Header(text(), text())));
    if (random.nextBoolean()) {
      lines.add(new Header("Content-Type", "text/plain"));
    }
    return new Headers(lines);
  }

  private Body body() {
    byte[] content = new byte[random.nextInt(20) == 0 ? 300_000 : random.nextInt(40)];
    random.nextBytes(content);
    var whole = Body.whole(Bytes.own(content));
    return random.nextInt(5) == 0 && !whole.isEmpty()
        ? new Body(whole.kept().prefix(3), whole.wireBytes(), whole.sha256())
        : whole;
  }

  private String text() {
    var text = new StringBuilder();
    int length = random.nextInt(6);
    for (int i = 0; i < length; i++) {
      text.append(ALPHABET[random.nextInt(ALPHABET.length)]);
    }
    return text.toString();
  }

  private <T> List<T> list(Supplier<T> element) {
    var list = new ArrayList<T>();
    int size = random.nextInt(4);
    for (int i = 0; i < size; i++) {
      list.add(element.get());
    }
    return list;
  }

  private <T extends @org.jspecify.annotations.Nullable Object> T maybe(
      Supplier<? extends T> value, T otherwise) {
    return random.nextBoolean() ? value.get() : otherwise;
  }
}
