// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.reprise.traffic.pair.Connection;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.Origin;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.pair.UnstampedPair;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A tapped connection that a test speaks both sides of; keeps what the tap tells. */
final class Conversation implements TapListener {

  static final TapLimits SMALL = new TapLimits(64, 4096, 8, 1 << 20);

  final List<UnstampedPair> pairs = new ArrayList<>();
  final List<Undecodable> reasons = new ArrayList<>();
  final ByteBudget budget = new ByteBudget(1 << 24);
  int lostPairs;
  @Nullable Throwable failure; // null while the tap is attached

  private final AtomicLong now = new AtomicLong(1_000);
  private final ConnectionTap tap;

  Conversation() {
    this(TapLimits.DEFAULT);
  }

  Conversation(TapLimits limits) {
    tap = new ConnectionTap(connection(), limits, budget, now::incrementAndGet, this);
  }

  Conversation(LongSupplier clock) {
    tap = new ConnectionTap(connection(), TapLimits.DEFAULT, budget, clock, this);
  }

  static TappedConnection connection() {
    return new TappedConnection(
        Origin.of("shop"),
        Direction.IN,
        new Connection("c1", 0, "127.0.0.1:5000", "127.0.0.1:8080", null),
        "http",
        "fallback.test:8080");
  }

  Conversation client(String text) {
    return client(text.getBytes(ISO_8859_1));
  }

  Conversation server(String text) {
    return server(text.getBytes(ISO_8859_1));
  }

  Conversation client(byte[] bytes) {
    tap.requestBytes(Unpooled.wrappedBuffer(bytes));
    return this;
  }

  Conversation server(byte[] bytes) {
    tap.responseBytes(Unpooled.wrappedBuffer(bytes));
    return this;
  }

  void client(ByteBuf borrowed) {
    tap.requestBytes(borrowed);
  }

  Conversation serverCloses() {
    tap.responsesEnded();
    return this;
  }

  Conversation closed() {
    tap.closed();
    return this;
  }

  boolean isOver() {
    return tap.isOver();
  }

  UnstampedPair onlyPair() {
    if (pairs.size() != 1) {
      throw new AssertionError("expected one pair, got " + pairs + ", undecodable: " + reasons);
    }
    return pairs.getFirst();
  }

  static Response answerOf(UnstampedPair pair) {
    var answer = pair.answer();
    if (answer == null) {
      throw new AssertionError("no answer: " + pair);
    }
    return answer;
  }

  @Override
  public void pair(UnstampedPair pair) {
    pairs.add(pair);
  }

  @Override
  public void undecodable(TappedConnection connection, Undecodable reason, int lost) {
    reasons.add(reason);
    lostPairs += lost;
  }

  @Override
  public void detached(TappedConnection connection, Throwable cause) {
    failure = cause;
  }
}
