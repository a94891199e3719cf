// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.http1;

import dev.reprise.wire.http1.MessageStream.Receiver;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the server sends.
 *
 * <p><b>Threads:</b> confined to the event loop of its connection.
 */
final class ResponseSide implements Receiver {

  private final PairAssembler pairs;
  private final RequestSide requests;
  private final BodyCopy copy;
  private final MessageStream stream;

  private @Nullable Exchange current; // null between messages
  private boolean cutInHead;

  ResponseSide(PairAssembler pairs, RequestSide requests, TapLimits limits, Allowance allowance) {
    this.pairs = pairs;
    this.requests = requests;
    this.copy = new BodyCopy(limits.bodyBytes(), allowance);
    this.stream = MessageStream.ofResponses(this, limits.headBytes(), allowance);
  }

  void take(byte[] buf, int from, int to, long nanos) throws FramingException {
    int at = from;
    while (at < to && !pairs.hasLeftHttp()) {
      at = stream.step(buf, at, to, nanos);
    }
  }

  /** The server has closed its side as it should; a response may end with that. */
  void closed(long nanos) throws FramingException {
    cutInHead = isCutInHead();
    stream.end(nanos);
  }

  /** Keeps what was seen of a response that will not go on. */
  void cut() {
    if (current != null) {
      keep(current, 0);
      current = null;
    }
  }

  boolean isCutInHead() {
    return cutInHead || (stream.isInHead() && !stream.isBetweenMessages());
  }

  @Override
  public Framing head(byte[] buf, int from, int to, long firstByteNanos) throws FramingException {
    ResponseHead head = HeadParser.response(buf, from, to);
    Exchange exchange = pairs.nextToAnswer();
    Framing framing = FramingRules.ofResponse(head, exchange.head());
    if (framing instanceof Framing.Interim) {
      exchange.interim(head.status());
      return framing;
    }
    pairs.hold(exchange, to - from);
    exchange.answerBegun(head, firstByteNanos);
    copy.begin(framing instanceof Framing.Length(long bytes) ? bytes : 0);
    current = exchange;
    return framing;
  }

  @Override
  public void body(byte[] buf, int from, int to) {
    copy.offer(buf, from, to);
  }

  @Override
  public void trailers(byte[] buf, int from, int to) throws FramingException {
    if (current != null) {
      current.responseTrailers(HeadParser.fields(buf, from, to));
    }
  }

  @Override
  public void end(long nanos) throws FramingException {
    Exchange ended = current;
    current = null;
    if (ended == null) {
      return;
    }
    keep(ended, nanos);
    if (ended.mayHoldBodyBack() && !requests.hasSeenBody()) {
      requests.cut();
      pairs.endRefused(ended);
    } else {
      pairs.endIfWhole(ended);
    }
    if (!pairs.hasLeftHttp()) {
      requests.release(ended);
    }
  }

  private void keep(Exchange exchange, long nanos) {
    exchange.hold(copy.heldBytes());
    exchange.answerEnded(copy.finish(), nanos);
  }
}
