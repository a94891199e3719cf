// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.analysis;

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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Writes recordings by hand: {@code recording.in("GET /x").answers(200, "{}")}. */
public final class Recording {

  private static final long MILLI = 1_000_000;

  private final List<RRPair> pairs = new ArrayList<>();
  private final String service;
  private long nowNanos;
  private long sequence;

  /**
   * @param startNanos when the first pair starts
   */
  public Recording(String service, long startNanos) {
    this.service = service;
    this.nowNanos = startNanos;
  }

  public List<RRPair> pairs() {
    return List.copyOf(pairs);
  }

  /** Lets the pairs go; time and sequence go on. */
  public void forget() {
    pairs.clear();
  }

  public long nowNanos() {
    return nowNanos;
  }

  /** An inbound request, e.g. {@code POST /login}; the pair ends when it is answered. */
  public Call in(String line) {
    return new Call(Direction.IN, "shop.test", line);
  }

  /** An outbound request. */
  public Call out(String authority, String line) {
    return new Call(Direction.OUT, authority, line);
  }

  /** A pair that has begun. */
  public final class Call {

    private final Direction direction;
    private final String authority;
    private final String line;
    private final long startNanos;
    private final List<Header> headers = new ArrayList<>();
    private final List<Header> answered = new ArrayList<>();
    private Body body = Body.EMPTY;
    private boolean gzip;

    private Call(Direction direction, String authority, String line) {
      this.direction = direction;
      this.authority = authority;
      this.line = line;
      nowNanos += MILLI;
      this.startNanos = nowNanos;
    }

    public Call header(String name, String value) {
      headers.add(new Header(name, value));
      return this;
    }

    public Call bearer(String token) {
      return header("Authorization", "Bearer " + token);
    }

    public Call json(String json) {
      body = text(json);
      return header("Content-Type", "application/json");
    }

    public Call form(String form) {
      body = text(form);
      return header("Content-Type", "application/x-www-form-urlencoded");
    }

    public Call withAnswerHeader(String name, String value) {
      answered.add(new Header(name, value));
      return this;
    }

    public Call gzipped() {
      gzip = true;
      return this;
    }

    /** Ends the pair with a JSON answer. */
    public RRPair answers(int status, String json) {
      answered.add(new Header("Content-Type", "application/json"));
      if (gzip) {
        answered.add(new Header("Content-Encoding", "gzip"));
      }
      nowNanos += MILLI;
      var reply = gzip ? Body.whole(gzip(json)) : text(json);
      var pair =
          new RRPair(
              new PairId("cap-1", ++sequence),
              Origin.of(service),
              direction,
              new Connection("c-1", 0, "127.0.0.1:50000", "127.0.0.1:8080", null),
              request(),
              new Response(status, "", "HTTP/1.1", new Headers(answered), reply, Headers.EMPTY),
              new Timing(startNanos, startNanos + 1, nowNanos - 1, nowNanos),
              RRPair.Notes.NONE,
              new Facts("json", ""));
      pairs.add(pair);
      return pair;
    }

    public Request request() {
      int space = line.indexOf(' ');
      return new Request(
          line.substring(0, space),
          "http",
          authority,
          line.substring(space + 1),
          "HTTP/1.1",
          new Headers(headers),
          body,
          Headers.EMPTY);
    }
  }

  private static Body text(String text) {
    return Body.whole(Bytes.of(text, StandardCharsets.UTF_8));
  }

  private static Bytes gzip(String text) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Bytes.own(bytes.toByteArray());
  }
}
