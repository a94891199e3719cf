// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.http1;

import static dev.reprise.wire.http1.Undecodable.EXPECTATION_REFUSED;
import static dev.reprise.wire.http1.Undecodable.OVER_BUDGET;

import dev.reprise.wire.http1.MessageStream.Receiver;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the client sends.
 *
 * <p>After a request that may leave HTTP (an upgrade, a CONNECT) what follows is held back until
 * the response says whether it is HTTP at all.
 *
 * <p><b>Threads:</b> confined to the event loop of its connection.
 */
final class RequestSide implements Receiver {

  private static final byte[] NONE = {};

  private final PairAssembler pairs;
  private final BodyCopy copy;
  private final Allowance allowance;
  private final MessageStream stream;

  private @Nullable Exchange current; // null between messages
  private @Nullable Exchange undecided; // while what follows it is held back
  private byte[] held = NONE;
  private long heldNanos;

  RequestSide(PairAssembler pairs, TapLimits limits, Allowance allowance) {
    this.pairs = pairs;
    this.allowance = allowance;
    this.copy = new BodyCopy(limits.bodyBytes(), allowance);
    this.stream = MessageStream.ofRequests(this, limits.headBytes(), allowance);
  }

  void take(byte[] buf, int from, int to, long nanos) throws FramingException {
    if (pairs.isExpectationRefused()) {
      throw new FramingException(EXPECTATION_REFUSED);
    }
    int at = from;
    while (at < to && undecided == null) {
      at = stream.step(buf, at, to, nanos);
    }
    if (at < to) {
      holdBack(buf, at, to, nanos);
    }
  }

  /** The response to a request has come, and the connection still speaks HTTP. */
  void release(Exchange answered) throws FramingException {
    if (undecided == answered) {
      undecided = null;
      byte[] late = held;
      held = NONE;
      take(late, 0, late.length, heldNanos);
      allowance.giveBack(late.length);
    }
  }

  /** Whether the client has begun to send the body of the request that is open. */
  boolean hasSeenBody() {
    return copy.seenBytes() > 0;
  }

  /** Keeps what was seen of a request that will not go on. */
  void cut() {
    if (current != null) {
      keep(current, 0);
      current = null;
    }
  }

  boolean isCutInHead() {
    return stream.isInHead() && !stream.isBetweenMessages();
  }

  @Override
  public Framing head(byte[] buf, int from, int to, long firstByteNanos) throws FramingException {
    RequestHead head = HeadParser.request(buf, from, to);
    Framing framing = FramingRules.ofRequest(head);
    current = pairs.begin(head, to - from, firstByteNanos);
    copy.begin(framing instanceof Framing.Length(long bytes) ? bytes : 0);
    return framing;
  }

  @Override
  public void body(byte[] buf, int from, int to) {
    copy.offer(buf, from, to);
  }

  @Override
  public void trailers(byte[] buf, int from, int to) throws FramingException {
    if (current != null) {
      current.requestTrailers(HeadParser.fields(buf, from, to));
    }
  }

  @Override
  public void end(long nanos) {
    Exchange ended = current;
    current = null;
    if (ended != null) {
      keep(ended, nanos);
      undecided = ended.head().mayLeaveHttp() && !ended.isAnswerBegun() ? ended : null;
      pairs.endIfWhole(ended);
    }
  }

  private void keep(Exchange exchange, long nanos) {
    exchange.hold(copy.heldBytes());
    exchange.requestEnded(copy.finish(), nanos);
  }

  private void holdBack(byte[] buf, int from, int to, long nanos) throws FramingException {
    if (!allowance.tryTake(to - from)) {
      throw new FramingException(OVER_BUDGET);
    }
    int before = held.length;
    if (before == 0) {
      heldNanos = nanos;
    }
    held = Arrays.copyOf(held, before + to - from);
    System.arraycopy(buf, from, held, before, to - from);
  }
}
