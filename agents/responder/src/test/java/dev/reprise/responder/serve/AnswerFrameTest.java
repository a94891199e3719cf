// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.standins.Tape;
import dev.reprise.standins.Tape.Message;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswerFrameTest {

  private static final Request GET = Tape.request("a.test", Message.of("GET /"));
  private static final Body FIVE = Body.whole(Bytes.of("hello", StandardCharsets.UTF_8));

  private static Response answer(int status, Headers headers, Body body) {
    return new Response(status, "OK", "HTTP/1.1", headers, body, Headers.EMPTY);
  }

  @Test
  void tellsTheLengthThatTheBodyHasNow() {
    var frame =
        AnswerFrame.of(answer(200, Headers.of("content-length", "3", "X", "y"), FIVE), GET, true);

    assertThat(frame.answer().headers()).isEqualTo(Headers.of("content-length", "5", "X", "y"));
    assertThat(frame.isChunked()).isFalse();
    assertThat(frame.closes()).isFalse();
  }

  @Test
  void keepsChunksAndDropsALengthBesideThem() {
    var recorded = Headers.of("Transfer-Encoding", "chunked", "Content-Length", "3");

    var frame = AnswerFrame.of(answer(200, recorded, FIVE), GET, true);

    assertThat(frame.isChunked()).isTrue();
    assertThat(frame.answer().headers()).isEqualTo(Headers.of("Transfer-Encoding", "chunked"));
  }

  @Test
  void sendsNoChunksToAClientThatDoesNotKnowThem() {
    var old =
        new Request(
            "GET", "http", "a.test", "/", "HTTP/1.0", Headers.EMPTY, Body.EMPTY, Headers.EMPTY);

    var frame =
        AnswerFrame.of(answer(200, Headers.of("Transfer-Encoding", "chunked"), FIVE), old, false);

    assertThat(frame.isChunked()).isFalse();
    assertThat(frame.answer().headers()).isEqualTo(Headers.of("Content-Length", "5"));
    assertThat(frame.closes()).isTrue();
  }

  @Test
  void addsALengthWhereTheRecordedConnectionEndedWithTheAnswer() {
    var frame = AnswerFrame.of(answer(200, Headers.EMPTY, FIVE), GET, true);

    assertThat(frame.answer().headers()).isEqualTo(Headers.of("Content-Length", "5"));
  }

  @Test
  void leavesTheLengthOfAHeadAsItWasRecorded() {
    var head = Tape.request("a.test", Message.of("HEAD /"));

    var frame =
        AnswerFrame.of(answer(200, Headers.of("Content-Length", "123"), Body.EMPTY), head, true);

    assertThat(frame.hasBody()).isFalse();
    assertThat(frame.answer().headers()).isEqualTo(Headers.of("Content-Length", "123"));
  }

  @Test
  void waitsForNoBodyAfterNoContentAndNotModified() {
    assertThat(AnswerFrame.of(answer(204, Headers.EMPTY, Body.EMPTY), GET, true).hasBody())
        .isFalse();
    assertThat(AnswerFrame.of(answer(304, Headers.EMPTY, Body.EMPTY), GET, true).hasBody())
        .isFalse();
  }

  @Test
  void endsTheConnectionAfterABodyOfWhichOnlyTheStartWasKept() {
    var truncated = new Body(FIVE.kept(), 500, FIVE.sha256());

    var frame = AnswerFrame.of(answer(200, Headers.EMPTY, truncated), GET, true);

    assertThat(frame.closes()).isTrue();
    assertThat(frame.answer().headers()).isEqualTo(Headers.of("Content-Length", "500"));
  }
}
