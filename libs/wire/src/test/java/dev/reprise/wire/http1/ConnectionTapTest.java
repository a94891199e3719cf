// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.http1;

import static dev.reprise.wire.http1.Conversation.answerOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Mark;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConnectionTapTest {

  private static final String GET = "GET /a HTTP/1.1\r\nHost: shop.test\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @Test
  void keepsHeaderOrderCaseAndRepeatsAsSent() {
    var talk = new Conversation();

    talk.client("GET /a?b=1 HTTP/1.1\r\nhOST: Shop.Test:8081\r\nX-A: 1\r\nx-a:2 \r\nX-A:\r\n\r\n")
        .server(
            "HTTP/1.1 200 Fine, thanks\r\nSet-Cookie: a\r\nset-cookie: b\r\nContent-Length: 0\r\n\r\n");

    var pair = talk.onlyPair();
    assertThat(pair.request().headers())
        .isEqualTo(Headers.of("hOST", "Shop.Test:8081", "X-A", "1", "x-a", "2", "X-A", ""));
    assertThat(pair.request().authority()).isEqualTo("shop.test:8081");
    assertThat(pair.request().target()).isEqualTo("/a?b=1");
    assertThat(pair.request().scheme()).isEqualTo("http");
    assertThat(pair.answer())
        .isNotNull()
        .satisfies(answer -> {
          assertThat(answer.reason()).isEqualTo("Fine, thanks");
          assertThat(answer.headers().all("Set-Cookie")).containsExactly("a", "b");
          assertThat(answer.body()).isEqualTo(Body.EMPTY);
        });
    assertThat(pair.notes().marks()).isEmpty();
  }

  @Test
  void joinsPipelinedRequestsWithTheirResponsesInOrder() {
    var talk = new Conversation();

    talk.client("GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\nHEAD /3 HTTP/1.1\r\n\r\n")
        .server(OK + "HTTP/1.1 404 \r\nContent-Length: 0\r\n\r\n")
        .server("HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n");

    assertThat(talk.pairs)
        .extracting(pair -> pair.request().target() + " " + answerOf(pair).status())
        .containsExactly("/1 200", "/2 404", "/3 200");
    assertThat(talk.pairs).extracting(pair -> pair.connection().index()).containsExactly(0, 1, 2);
  }

  @Test
  void joinsChunksAndKeepsTrailers() {
    var talk = new Conversation();

    talk.client("POST / HTTP/1.1\r\nTransfer-Encoding: Chunked\r\n\r\n3;a=b\r\nabc\r\n")
        .client("1 ;q=\"x\"\r\nd\r\n0\r\nX-Sum: 4\r\n\r\n")
        .server("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0002\r\nhi\r\n000\r\n\r\n");

    var pair = talk.onlyPair();
    assertThat(pair.request().body()).isEqualTo(Body.whole(Bytes.of("abcd", UTF_8)));
    assertThat(pair.request().trailers()).isEqualTo(Headers.of("X-Sum", "4"));
    assertThat(answerOf(pair).body()).isEqualTo(Body.whole(Bytes.of("hi", UTF_8)));
    assertThat(answerOf(pair).trailers()).isEqualTo(Headers.EMPTY);
  }

  @Test
  void endsABodyWithTheConnectionWhereNothingElseEndsIt() {
    var talk = new Conversation();

    talk.client(GET).server("HTTP/1.0 200 OK\r\n\r\nall ").server("of it").serverCloses().closed();

    var pair = talk.onlyPair();
    assertThat(answerOf(pair).body()).isEqualTo(Body.whole(Bytes.of("all of it", UTF_8)));
    assertThat(pair.notes().marks()).isEmpty();
  }

  @Test
  void marksABodyIncompleteThatAResetHasCut() {
    var talk = new Conversation();

    talk.client(GET).server("HTTP/1.0 200 OK\r\n\r\npart").closed();

    var pair = talk.onlyPair();
    assertThat(answerOf(pair).body().kept().text(UTF_8)).isEqualTo("part");
    assertThat(pair.notes().marks()).containsExactly(Mark.RESPONSE_INCOMPLETE);
    assertThat(pair.timing().responseEndNanos()).isZero();
  }

  @Test
  void keepsThePrefixAndHashesTheWholeOfABodyOverTheLimit() {
    var talk = new Conversation(Conversation.SMALL);
    var body = "0123456789".repeat(20);

    talk.client(GET).server("HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\n" + body);

    var pair = talk.onlyPair();
    assertThat(answerOf(pair).body().kept().text(UTF_8)).isEqualTo(body.substring(0, 64));
    assertThat(answerOf(pair).body().wireBytes()).isEqualTo(200);
    assertThat(answerOf(pair).body().sha256())
        .isEqualTo(Body.whole(Bytes.of(body, UTF_8)).sha256());
    assertThat(pair.notes().marks()).containsExactly(Mark.RESPONSE_TRUNCATED);
  }

  @Test
  void leavesInformationalResponsesOut() {
    var talk = new Conversation();

    talk.client("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
        .server("HTTP/1.1 100 Continue\r\n\r\n")
        .client("hi")
        .server("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + OK);

    var pair = talk.onlyPair();
    assertThat(answerOf(pair).status()).isEqualTo(200);
    assertThat(pair.request().body().wireBytes()).isEqualTo(2);
  }

  @Test
  void stopsWhereARefusedExpectationLeavesTheNextByteOpenToInterpretation() {
    var talk = new Conversation();

    talk.client("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 36\r\n\r\n")
        .server("HTTP/1.1 417 No\r\nContent-Length: 0\r\n\r\n")
        .client(GET)
        .server(OK);

    assertThat(talk.onlyPair().notes().marks()).containsExactly(Mark.REQUEST_INCOMPLETE);
    assertThat(talk.reasons).containsExactly(Undecodable.EXPECTATION_REFUSED);
  }

  @Test
  void readsOnWhenTheBodyCameBeforeTheRefusal() {
    var talk = new Conversation();

    talk.client("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nh")
        .server("HTTP/1.1 413 No\r\nContent-Length: 0\r\n\r\n")
        .client("i" + GET)
        .server(OK);

    assertThat(talk.pairs).extracting(pair -> answerOf(pair).status()).containsExactly(413, 200);
    assertThat(talk.reasons).isEmpty();
  }

  @Test
  void endsWithTheUpgradeAndMarksIt() {
    var talk = new Conversation();

    talk.client("GET /ws HTTP/1.1\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n")
        .server("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\nGET / HTTP/1.1\r\n")
        .client(GET)
        .closed();

    assertThat(talk.onlyPair().notes().marks()).containsExactly(Mark.UPGRADED);
    assertThat(talk.isOver()).isTrue();
    assertThat(talk.reasons).isEmpty();
  }

  @Test
  void readsOnWhenAnUpgradeWasNotTaken() {
    var talk = new Conversation();

    talk.client("GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\nUpgrade: h2c\r\n\r\n" + GET)
        .server(OK)
        .server(OK + OK);

    assertThat(talk.pairs)
        .extracting(pair -> pair.request().target())
        .containsExactly("/1", "/2", "/a");
    assertThat(talk.pairs).allSatisfy(pair -> assertThat(pair.notes().marks()).isEmpty());
  }

  @Test
  void endsWithAConnectThatWasAccepted() {
    var talk = new Conversation();

    talk.client("CONNECT Db.Test:5432 HTTP/1.1\r\nHost: db.test:5432\r\n\r\n\u0000\u0001")
        .server("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n\u0000\u0001");

    var pair = talk.onlyPair();
    assertThat(pair.request().authority()).isEqualTo("Db.Test:5432");
    assertThat(pair.notes().marks()).containsExactly(Mark.UPGRADED);
    assertThat(talk.reasons).isEmpty();
  }

  @Test
  void takesTheHostFromAnAbsoluteTarget() {
    var talk = new Conversation();

    talk.client("GET http://Pay.Test:80/x?y HTTP/1.1\r\nHost: other\r\n\r\n").server(OK);

    assertThat(talk.onlyPair().request().authority()).isEqualTo("pay.test");
    assertThat(talk.onlyPair().request().target()).isEqualTo("/x?y");
  }

  @Test
  void fallsBackToTheConfiguredAuthorityWithoutAHost() {
    var talk = new Conversation();

    talk.client("GET / HTTP/1.0\r\n\r\n").server(OK);

    assertThat(talk.onlyPair().request().authority()).isEqualTo("fallback.test:8080");
    assertThat(talk.onlyPair().request().version()).isEqualTo("HTTP/1.0");
  }

  @Test
  void handsOverWhatIsOpenWhenTheConnectionGoes() {
    var talk = new Conversation();

    talk.client(GET + "POST /b HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc").closed();

    assertThat(talk.pairs)
        .extracting(pair -> pair.notes().marks().stream().sorted().toList())
        .containsExactly(
            List.of(Mark.RESPONSE_MISSING),
            List.of(Mark.REQUEST_INCOMPLETE, Mark.RESPONSE_MISSING));
    assertThat(talk.pairs.getLast().request().body().kept().text(UTF_8)).isEqualTo("abc");
  }

  @Test
  void timesTheFirstAndLastByteOfEachMessage() {
    var talk = new Conversation();

    talk.client("POST / HTTP/1.1\r\n") // 1001
        .client("Content-Length: 2\r\n\r\nh") // 1002
        .client("i") // 1003
        .server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n") // 1004
        .server("ok"); // 1005

    var timing = talk.onlyPair().timing();
    assertThat(timing.startNanos()).isEqualTo(1001);
    assertThat(timing.requestEndNanos()).isEqualTo(1003);
    assertThat(timing.responseStartNanos()).isEqualTo(1004);
    assertThat(timing.responseEndNanos()).isEqualTo(1005);
  }

  @Test
  void borrowsBuffersAndLeavesThemUntouched() {
    var talk = new Conversation();
    var direct = Unpooled.directBuffer().writeBytes((GET + GET).getBytes(UTF_8));
    direct.skipBytes(GET.length());

    talk.client(direct);
    talk.server(OK);

    assertThat(direct.readerIndex()).isEqualTo(GET.length());
    assertThat(direct.readableBytes()).isEqualTo(GET.length());
    assertThat(direct.refCnt()).isEqualTo(1);
    assertThat(talk.onlyPair().request().target()).isEqualTo("/a");
    direct.release();
  }

  @Test
  void aDefectDetachesTheTapAndIsToldOnce() {
    var talk =
        new Conversation(() -> {
          throw new IllegalStateException("a defect");
        });

    talk.client(GET).client(GET).server(OK).closed();

    assertThat(talk.failure).hasMessage("a defect");
    assertThat(talk.pairs).isEmpty();
    assertThat(talk.isOver()).isTrue();
  }

  @Test
  void givesAllMemoryBackHoweverTheConnectionEnds() {
    var whole = new Conversation();
    var cut = new Conversation();
    var invalid = new Conversation();

    whole.client(GET).server(OK);
    cut.client("POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc").closed();
    invalid.client(GET + "nonsense\r\n\r\n");

    assertThat(whole.budget.usedBytes()).isZero();
    assertThat(cut.budget.usedBytes()).isZero();
    assertThat(invalid.budget.usedBytes()).isZero();
  }

  @Test
  void keepsLessOfABodyWhenTheMemoryIsUsedUpAndSaysSo() {
    var talk = new Conversation(new TapLimits(1000, 4096, 8, 300));

    talk.client(GET).server("HTTP/1.1 200 OK\r\nContent-Length: 600\r\n\r\n" + "x".repeat(600));

    assertThat(talk.onlyPair().notes().marks()).containsExactly(Mark.RESPONSE_TRUNCATED);
    assertThat(answerOf(talk.onlyPair()).body().wireBytes()).isEqualTo(600);
    assertThat(talk.budget.usedBytes()).isZero();
  }

  @Test
  void refusesMoreOpenRequestsThanTheLimit() {
    var talk = new Conversation(Conversation.SMALL);

    talk.client(GET.repeat(9));

    assertThat(talk.reasons).containsExactly(Undecodable.TOO_MANY_PENDING);
    assertThat(talk.lostPairs).isEqualTo(8);
  }

  @Test
  void readsAHeaderBlockOf64KibibytesThatComesByteByByte() {
    var talk = new Conversation();
    var fields =
        IntStream.range(0, 64)
            .mapToObj(i -> "X-" + i + ": " + "v".repeat(1015) + "\r\n")
            .collect(Collectors.joining());

    for (byte b : ("GET / HTTP/1.1\r\n" + fields + "\r\n").getBytes(UTF_8)) {
      talk.client(new byte[] {b});
    }
    talk.server(OK);

    assertThat(talk.onlyPair().request().headers().lines()).hasSize(64);
  }
}
