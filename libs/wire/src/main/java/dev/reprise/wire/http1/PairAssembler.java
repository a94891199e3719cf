// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.http1;

import static dev.reprise.wire.http1.Undecodable.OVER_BUDGET;
import static dev.reprise.wire.http1.Undecodable.TOO_MANY_PENDING;
import static dev.reprise.wire.http1.Undecodable.UNSOLICITED_RESPONSE;

import dev.reprise.traffic.pair.Mark;
import java.util.ArrayDeque;

/**
 * Joins the requests of a connection with their responses, in order: HTTP/1.1 answers in the order
 * it was asked.
 *
 * <p><b>Threads:</b> confined to the event loop of its connection.
 *
 * <p><b>Bounds:</b> refuses more open requests than the limit, and heads that the allowance has no
 * room for.
 */
final class PairAssembler {

  private final TappedConnection connection;
  private final TapLimits limits;
  private final Allowance allowance;
  private final TapListener listener;
  private final DestinationCache destinations;
  private final ArrayDeque<Exchange> open = new ArrayDeque<>(4);

  private int requests;
  private boolean leftHttp;
  private boolean expectationRefused;

  PairAssembler(
      TappedConnection connection, TapLimits limits, Allowance allowance, TapListener listener) {
    this.connection = connection;
    this.limits = limits;
    this.allowance = allowance;
    this.listener = listener;
    this.destinations = new DestinationCache(connection);
  }

  /** Begins an exchange. */
  Exchange begin(RequestHead head, int headBytes, long nanos) throws FramingException {
    if (open.size() >= limits.pendingRequests()) {
      throw new FramingException(TOO_MANY_PENDING);
    }
    var exchange = new Exchange(head, requests++, nanos);
    hold(exchange, headBytes);
    open.addLast(exchange);
    return exchange;
  }

  /** The exchange that the next response head belongs to. */
  Exchange nextToAnswer() throws FramingException {
    Exchange first = open.peekFirst();
    if (first == null || first.isAnswerBegun()) {
      throw new FramingException(UNSOLICITED_RESPONSE);
    }
    return first;
  }

  /** Counts the bytes of a head against the allowance for as long as the exchange is open. */
  void hold(Exchange exchange, int headBytes) throws FramingException {
    if (!allowance.tryTake(headBytes)) {
      throw new FramingException(OVER_BUDGET);
    }
    exchange.hold(headBytes);
  }

  /** Hands the exchange over if nothing of it is missing any more. */
  void endIfWhole(Exchange exchange) {
    if (exchange.isWhole() || exchange.leavesHttp()) {
      leftHttp |= exchange.leavesHttp();
      open.remove(exchange);
      handOver(exchange);
    }
  }

  /**
   * Hands over an exchange whose body the client may never send, for it was answered before it was
   * told to go on. What comes next from the client cannot be understood without guessing.
   */
  void endRefused(Exchange exchange) {
    expectationRefused = true;
    open.remove(exchange);
    handOver(exchange);
  }

  /** Hands over all that is open, with marks for what is missing. */
  void endAll() {
    while (!open.isEmpty()) {
      handOver(open.removeFirst());
    }
  }

  /** Says of all that is open why no response comes. */
  void markAll(Mark reason) {
    open.forEach(exchange -> exchange.mark(reason));
  }

  /** Whether the connection speaks another protocol from here. */
  boolean hasLeftHttp() {
    return leftHttp;
  }

  /** Whether what the client sends next cannot be understood without guessing. */
  boolean isExpectationRefused() {
    return expectationRefused;
  }

  /** How many exchanges are open. */
  int openCount() {
    return open.size();
  }

  private void handOver(Exchange exchange) {
    allowance.giveBack(exchange.heldBytes());
    listener.pair(exchange.toPair(connection, destinations));
  }
}
