// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.http1;

import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Mark;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.pair.Timing;
import dev.reprise.traffic.pair.UnstampedPair;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that was begun, and what has been seen of its response so far.
 *
 * <p><b>Threads:</b> confined to the event loop of its connection.
 */
final class Exchange {

  private final RequestHead head;
  private final int index;
  private final long startNanos;

  private Body requestBody = Body.EMPTY;
  private Headers requestTrailers = Headers.EMPTY;
  private long requestEndNanos; // 0 while the request is not whole

  private @Nullable ResponseHead answer; // null until its head was seen
  private Body responseBody = Body.EMPTY;
  private Headers responseTrailers = Headers.EMPTY;
  private long responseStartNanos;
  private long responseEndNanos; // 0 while the response is not whole

  private final EnumSet<Mark> marks = EnumSet.noneOf(Mark.class);
  private boolean toldToContinue;
  private long heldBytes;

  Exchange(RequestHead head, int index, long startNanos) {
    this.head = head;
    this.index = index;
    this.startNanos = startNanos;
  }

  RequestHead head() {
    return head;
  }

  boolean isAnswerBegun() {
    return answer != null;
  }

  boolean isWhole() {
    return requestEndNanos != 0 && responseEndNanos != 0;
  }

  boolean leavesHttp() {
    return answer != null && answer.leavesHttp(head.method());
  }

  /** Whether the client may still be waiting for leave to send its body. */
  boolean mayHoldBodyBack() {
    return !toldToContinue && requestEndNanos == 0 && head.expectsContinue();
  }

  void interim(int status) {
    toldToContinue |= status == 100;
  }

  void answerBegun(ResponseHead responseHead, long nanos) {
    answer = responseHead;
    responseStartNanos = nanos;
  }

  void requestTrailers(Headers trailers) {
    requestTrailers = trailers;
  }

  void responseTrailers(Headers trailers) {
    responseTrailers = trailers;
  }

  /** Keeps the body; {@code nanos} is 0 when it was cut. */
  void requestEnded(Body body, long nanos) {
    requestBody = body;
    requestEndNanos = nanos;
  }

  /** Keeps the body; {@code nanos} is 0 when it was cut. */
  void answerEnded(Body body, long nanos) {
    responseBody = body;
    responseEndNanos = nanos;
  }

  void mark(Mark mark) {
    marks.add(mark);
  }

  void hold(long bytes) {
    heldBytes += bytes;
  }

  long heldBytes() {
    return heldBytes;
  }

  UnstampedPair toPair(TappedConnection connection, DestinationCache destinations) {
    return new UnstampedPair(
        connection.origin(),
        connection.direction(),
        connection.at(index),
        request(destinations),
        answer == null ? null : response(answer),
        new Timing(startNanos, requestEndNanos, responseStartNanos, responseEndNanos),
        notes());
  }

  private Request request(DestinationCache destinations) {
    var destination = destinations.of(head);
    return new Request(
        head.method(),
        destination.scheme(),
        destination.authority(),
        destination.target(),
        head.version(),
        head.headers(),
        requestBody,
        requestTrailers);
  }

  private Response response(ResponseHead seen) {
    return new Response(
        seen.status(),
        seen.reason(),
        seen.version(),
        seen.headers(),
        responseBody,
        responseTrailers);
  }

  private RRPair.Notes notes() {
    markIf(requestBody.isTruncated(), Mark.REQUEST_TRUNCATED);
    markIf(responseBody.isTruncated(), Mark.RESPONSE_TRUNCATED);
    markIf(requestEndNanos == 0, Mark.REQUEST_INCOMPLETE);
    markIf(answer == null, Mark.RESPONSE_MISSING);
    markIf(answer != null && responseEndNanos == 0, Mark.RESPONSE_INCOMPLETE);
    markIf(leavesHttp(), Mark.UPGRADED);
    return marks.isEmpty() ? RRPair.Notes.NONE : new RRPair.Notes(marks, List.of());
  }

  private void markIf(boolean holds, Mark mark) {
    if (holds) {
      marks.add(mark);
    }
  }
}
