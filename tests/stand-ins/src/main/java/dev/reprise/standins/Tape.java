// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.standins;

import dev.reprise.traffic.analysis.SnapshotBuilder;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Connection;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.Facts;
import dev.reprise.traffic.pair.Header;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Origin;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.pair.Timing;
import dev.reprise.traffic.snapshot.SnapshotFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/**
 * A recording of a shop, written by hand; its clock moves on by a millisecond with every event.
 *
 * <p><b>Threads:</b> confined to one.
 */
public final class Tape {

  /** The recorded service. */
  public static final String SHOP = "shop.test";

  /** A dependency of it. */
  public static final String PAYMENT = "payment.test";

  private static final long START_NANOS = 1_780_000_000_000_000_000L;
  private static final long MILLI = 1_000_000;

  private final List<RRPair> pairs = new ArrayList<>();
  private long nowNanos = START_NANOS;
  private long sequence;

  /**
   * A message as it is written down.
   *
   * @param line method and target, or status and reason
   */
  public record Message(String line, Headers headers, Body body) {

    /** One without headers and body. */
    public static Message of(String line) {
      return new Message(line, Headers.EMPTY, Body.EMPTY);
    }

    /** One with a JSON body. */
    public static Message json(String line, String json) {
      return new Message(line, Headers.of("Content-Type", "application/json"), text(json));
    }

    /** One with a body of any kind. */
    public static Message bytes(String line, byte[] body) {
      return new Message(line, Headers.EMPTY, Body.whole(Bytes.copyOf(body)));
    }

    /** The same with one more header line. */
    public Message with(String name, String value) {
      var lines = new ArrayList<>(headers.lines());
      lines.add(new Header(name, value));
      return new Message(line, new Headers(lines), body);
    }

    /** The same with its body compressed. */
    public Message gzipped() {
      return new Message(
          line, with("Content-Encoding", "gzip").headers, Body.whole(gzip(body.kept())));
    }
  }

  /** An id as the shop makes it: it is new in each run. */
  public static String id(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** What was recorded so far. */
  public List<RRPair> pairs() {
    return List.copyOf(pairs);
  }

  /** Asks the shop; what it asks others meanwhile is recorded in between. */
  public Tape in(Message request, Runnable meanwhile, Message answer) {
    long start = tick();
    meanwhile.run();
    add(Direction.IN, SHOP, request, answer, start);
    return this;
  }

  /** Asks the shop, which asks nobody meanwhile. */
  public Tape in(Message request, Message answer) {
    return in(request, () -> {}, answer);
  }

  /** Time passes. */
  public Tape pause(long millis) {
    nowNanos += millis * MILLI;
    return this;
  }

  /** What was recorded last was in truth something else. */
  public Tape changeLast(UnaryOperator<RRPair> change) {
    pairs.set(pairs.size() - 1, change.apply(pairs.getLast()));
    return this;
  }

  /** The shop asks somebody. */
  public Tape out(String host, Message request, Message answer) {
    long start = tick();
    add(Direction.OUT, host, request, answer, start);
    return this;
  }

  /** An order that is paid for: the payment's answer tells the shop's id for it. */
  public Tape order(String name, int amount) {
    return in(
        Message.json("POST /orders", "{\"amount\":%d}".formatted(amount)),
        () ->
            out(
                PAYMENT,
                Message.json(
                    "POST /charges",
                    "{\"order\":\"%s\",\"amount\":%d}".formatted(id(name), amount)),
                Message.json(
                        "201 Created",
                        "{\"charge\":\"%s\",\"order\":\"%s\",\"for\":\"%s\"}"
                            .formatted(id("charge-" + name), id(name), name))
                    .with("Location", "/charges/by-order/" + id(name))),
        Message.json("201 Created", "{\"order\":\"%s\"}".formatted(id(name))));
  }

  /** A customer of {@link LiveShop} logs in, orders, and looks at the order. */
  public Tape visit(String name, int amount) {
    var credential = "Bearer " + token(name);
    var order = "{\"order\":\"%s\",\"amount\":%d}".formatted(id(name), amount);
    in(
        Message.json("POST /login", "{\"user\":\"%s\"}".formatted(name)),
        Message.json("200 OK", "{\"token\":\"%s\"}".formatted(token(name))));
    in(
        Message.json("POST /orders", "{\"amount\":%d}".formatted(amount))
            .with("Authorization", credential),
        () ->
            out(
                PAYMENT,
                Message.json("POST /charges", order),
                Message.json("201 Created", "{\"charge\":\"%s\"}".formatted(id("charge-" + name)))),
        Message.json("201 Created", order));
    return in(
        Message.of("GET /orders/" + id(name)).with("Authorization", credential),
        Message.json("200 OK", order));
  }

  private static String token(String name) {
    return "tok_" + id("token of " + name).replace("-", "");
  }

  /** Makes a snapshot of it. */
  public SnapshotFile snapshot(Path folder) throws IOException {
    return SnapshotFile.open(file(folder));
  }

  /** Makes a snapshot of it. */
  public Path file(Path folder) throws IOException {
    var file = folder.resolve("snapshot.rsnap");
    SnapshotBuilder.build(pairs, file);
    return file;
  }

  /** A request that the shop would send now. */
  public static Request request(String host, Message message) {
    int space = message.line().indexOf(' ');
    return new Request(
        message.line().substring(0, space),
        "http",
        host,
        message.line().substring(space + 1),
        "HTTP/1.1",
        message.headers(),
        message.body(),
        Headers.EMPTY);
  }

  private void add(
      Direction direction, String host, Message request, Message answer, long startNanos) {
    long end = tick();
    pairs.add(
        new RRPair(
            new PairId("tape", ++sequence),
            Origin.of("shop"),
            direction,
            new Connection("c-1", 0, "127.0.0.1:50000", "127.0.0.1:8080", null),
            request(host, request),
            response(answer),
            new Timing(startNanos, startNanos + 1, end - 1, end),
            RRPair.Notes.NONE,
            Facts.NONE));
  }

  private static Response response(Message answer) {
    int space = answer.line().indexOf(' ');
    return new Response(
        Integer.parseInt(answer.line().substring(0, space)),
        answer.line().substring(space + 1),
        "HTTP/1.1",
        answer.headers(),
        answer.body(),
        Headers.EMPTY);
  }

  private long tick() {
    nowNanos += MILLI;
    return nowNanos;
  }

  private static Body text(String text) {
    return Body.whole(Bytes.of(text, StandardCharsets.UTF_8));
  }

  private static Bytes gzip(Bytes plain) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      plain.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Bytes.own(bytes.toByteArray());
  }
}
