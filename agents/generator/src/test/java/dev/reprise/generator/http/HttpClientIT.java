// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixtures.Eventually;
import dev.reprise.fixtures.FaultyLink;
import dev.reprise.fixtures.ScriptedServer;
import dev.reprise.generator.http.Exchange.Answered;
import dev.reprise.generator.http.Exchange.Failed;
import dev.reprise.generator.http.Exchange.Result;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Request;
import dev.reprise.wire.net.Transport;
import dev.reprise.wire.tls.UpstreamTls;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The client against servers that do what they should, and servers that do not. Long because it is
 * a list: a case for every way in which a server can fail a request, over one client.
 */
class HttpClientIT {

  private static final Duration NEVER = Duration.ofSeconds(60);
  private static final Duration SOON = Duration.ofMillis(300);
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private static final UpstreamTls TLS = UpstreamTls.trustingTexts(List.of());

  private final EventLoopGroup group = Transport.best().newLoops(1, "client");
  private final List<AutoCloseable> opened = new ArrayList<>();
  private HttpClient client = client(NEVER);

  private HttpClient client(Duration answer) {
    return client(new ClientSettings(16, 1_000, NEVER, answer, 1_000));
  }

  private HttpClient client(ClientSettings settings) {
    client = new HttpClient(group.next(), settings, TLS, System::nanoTime);
    return client;
  }

  @AfterEach
  void close() throws Exception {
    group.next().submit(client::close).sync();
    var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    for (AutoCloseable one : opened) {
      one.close();
    }
  }

  private ScriptedServer server(ScriptedServer.Script script) {
    var server = ScriptedServer.start(script);
    opened.add(server);
    return server;
  }

  /** A server that gives each request of each connection the same answer. */
  private ScriptedServer answering(String answer) {
    return server((_, wire) -> {
      while (true) {
        wire.readMessage();
        wire.send(answer);
      }
    });
  }

  private CompletableFuture<Result> sent(int port, String method, String body) {
    var target = Target.parse("http://127.0.0.1:" + port);
    var request =
        new Request(
            method,
            "http",
            "shop.test",
            "/",
            "HTTP/1.1",
            Headers.EMPTY,
            Body.whole(Bytes.of(body, ISO_8859_1)),
            Headers.EMPTY);
    var outgoing = new Outgoing(target, false, Map.of()).of(request);
    var result = new CompletableFuture<Result>();
    group
        .next()
        .execute(() -> {
          var returned = new boolean[1];
          client.send(
              new Exchange(
                  target,
                  outgoing,
                  one -> {
                    if (!returned[0]) {
                      result.completeExceptionally(
                          new AssertionError("told before send had returned"));
                    }
                    if (!result.complete(one)) {
                      result.obtrudeException(new AssertionError("told twice"));
                    }
                  }));
          returned[0] = true;
        });
    return result;
  }

  private Result get(int port) throws Exception {
    return sent(port, "GET", "").get(60, TimeUnit.SECONDS);
  }

  private Result post(int port) throws Exception {
    return sent(port, "POST", "{}").get(60, TimeUnit.SECONDS);
  }

  private static String reason(Result result) {
    assertThat(result).isInstanceOf(Failed.class);
    return ((Failed) result).reason();
  }

  private static Answered answered(Result result) {
    assertThat(result).isInstanceOf(Answered.class);
    return (Answered) result;
  }

  private static String text(Result result) {
    return answered(result).response().body().kept().text(ISO_8859_1);
  }

  @Test
  void keepsItsConnection() throws Exception {
    var server = answering(OK);

    var first = answered(get(server.port()));
    var second = answered(post(server.port()));

    assertThat(second.connection().id()).isEqualTo(first.connection().id());
    assertThat(second.connection().index()).isEqualTo(1);
    assertThat(second.connection().server()).isEqualTo("127.0.0.1:" + server.port());
    assertThat(second.moments().sentNanos())
        .isGreaterThan(first.moments().endNanos())
        .isLessThan(second.moments().answerNanos());
    assertThat(server.accepted()).isEqualTo(1);
  }

  @Test
  void opensAnotherWhereTheServerCloses() throws Exception {
    var server = answering("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok");

    get(server.port());
    get(server.port());

    assertThat(server.accepted()).isEqualTo(2);
  }

  @Test
  void saysThatAConnectionWasRefused() throws Exception {
    int port;
    try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }

    var result = get(port);

    assertThat(reason(result)).isEqualTo("no connection: connection refused");
    assertThat(result.moments().sentNanos()).isZero();
  }

  @Test
  void saysThatNoConnectionCameInTime() throws Exception {
    client(new ClientSettings(16, 1_000, SOON, NEVER, 1_000));
    try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var queued = fill(full);

      assertThat(reason(get(full.getLocalPort())))
          .isEqualTo("no connection: the connection timed out");

      for (SocketChannel one : queued) {
        one.close();
      }
    }
  }

  /** As many connections as make the next one wait. */
  private static List<SocketChannel> fill(ServerSocket listener) throws IOException {
    var queued = new ArrayList<SocketChannel>();
    for (int i = 0; i < 16; i++) {
      var one = SocketChannel.open();
      one.configureBlocking(false);
      one.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort()));
      queued.add(one);
    }
    return queued;
  }

  @Test
  void saysThatTheConnectionWasReset() throws Exception {
    var server =
        server((_, wire) -> {
          wire.readMessage();
          wire.reset();
        });

    assertThat(reason(post(server.port()))).isEqualTo("connection reset");
  }

  @Test
  void saysThatTheConnectionWasClosedBeforeAnAnswer() throws Exception {
    var server = server((_, wire) -> wire.readMessage());

    var result = get(server.port());

    assertThat(reason(result)).isEqualTo("the connection was closed before an answer came");
    assertThat(result.moments().sentNanos()).isPositive();
    assertThat(result.moments().answerNanos()).isZero();
    assertThat(server.accepted()).as("a first use is no reason to try again").isEqualTo(1);
  }

  @Test
  void saysThatTheConnectionWasClosedInTheMiddleOfABody() throws Exception {
    var server =
        server((_, wire) -> {
          wire.readMessage();
          wire.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this");
        });

    assertThat(reason(get(server.port())))
        .isEqualTo(
            "the connection was closed in the middle of the answer, after 9 bytes of its body");
  }

  @Test
  void saysThatTheConnectionWasClosedInTheMiddleOfAChunkedBody() throws Exception {
    var server =
        server((_, wire) -> {
          wire.readMessage();
          wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nthis\r\n");
        });

    assertThat(reason(get(server.port())))
        .isEqualTo(
            "the connection was closed in the middle of the answer, after 4 bytes of its body");
  }

  @Test
  void saysThatAReadyConnectionWasResetInTheMiddleOfABody() throws Exception {
    var sentHalf = new CountDownLatch(1);
    var server =
        server((_, wire) -> {
          wire.readMessage();
          wire.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this");
          sentHalf.countDown();
          wire.readMessage();
        });
    try (var link = FaultyLink.to(server.port())) {
      var result = sent(link.port(), "GET", "");
      sentHalf.await();
      Eventually.holds(
          "the half has passed", () -> link.carriedBytes(FaultyLink.Way.TO_CLIENT) > 40);

      link.reset();

      assertThat(reason(result.get(60, TimeUnit.SECONDS)))
          .isIn(
              "connection reset",
              // where the reset overtakes what was read
              "the connection was closed in the middle of the answer, after 9 bytes of its body");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SSH-2.0-OpenSSH_9.2\\r\\n",
        "HTTP/1.1 abc OK\\r\\n\\r\\n",
        "HTTP/1.1 200 OK\\r\\nContent-Length: many\\r\\n\\r\\n",
        "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nzz\\r\\n",
      })
  void saysThatAnAnswerIsNotHttp(String answer) throws Exception {
    var server =
        server((_, wire) -> {
          wire.readMessage();
          wire.send(answer.replace("\\r\\n", "\r\n"));
          wire.readMessage(); // the client goes
        });

    assertThat(reason(get(server.port()))).startsWith("the answer is not valid HTTP/1.1: ");
  }

  @Test
  void refusesAHeadWithoutEnd() throws Exception {
    var server =
        server((_, wire) -> {
          wire.readMessage();
          wire.send("HTTP/1.1 200 OK\r\n");
          for (int i = 0; i < 600; i++) {
            wire.send("X-%d: %s\r\n".formatted(i, "x".repeat(1_000)));
          }
        });

    assertThat(reason(get(server.port())))
        .startsWith("the answer is not valid HTTP/1.1: TooLongHttpHeaderException");
  }

  @Test
  void givesUpOnAnAnswerThatDoesNotCome() throws Exception {
    client(SOON);
    var server =
        server((_, wire) -> {
          wire.readMessage();
          wire.readMessage();
        });

    assertThat(reason(get(server.port()))).isEqualTo("no answer within 300 ms");
  }

  @Test
  void givesUpOnAnAnswerThatStopsHalfWay() throws Exception {
    client(SOON);
    var server =
        server((_, wire) -> {
          wire.readMessage();
          wire.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this");
          wire.readMessage();
        });

    var result = get(server.port());

    assertThat(reason(result)).isEqualTo("no answer within 300 ms");
    assertThat(result.moments().answerNanos()).isPositive();
  }

  /** What comes after a time limit must not go out on the connection that is given up. */
  @Test
  void usesNoConnectionAgainThatItHasGivenUp() throws Exception {
    client(new ClientSettings(1, 1_000, NEVER, SOON, 1_000));
    var server =
        server((number, wire) -> {
          while (true) {
            wire.readMessage();
            if (number > 0) {
              wire.send(OK);
            }
          }
        });

    var first = sent(server.port(), "POST", "1");
    var second = first.thenCompose(_ -> sentFromTheLoop(server.port()));
    var third = sent(server.port(), "POST", "3");

    assertThat(reason(first.get(60, TimeUnit.SECONDS))).isEqualTo("no answer within 300 ms");
    assertThat(List.of(second.get(60, TimeUnit.SECONDS), third.get(60, TimeUnit.SECONDS)))
        .filteredOn(result -> !(result instanceof Answered))
        // The third had waited as long as the first, and may have reached its limit with it.
        .allSatisfy(result -> assertThat(reason(result)).contains("within 300 ms"));
    assertThat(text(second.get())).isEqualTo("ok");
  }

  // At once, in the very call that tells of the first one's end.
  private CompletableFuture<Result> sentFromTheLoop(int port) {
    var target = Target.parse("http://127.0.0.1:" + port);
    var result = new CompletableFuture<Result>();
    client.send(
        new Exchange(
            target,
            new Outgoing(target, false, Map.of())
                .of(
                    new Request(
                        "POST",
                        "http",
                        "shop.test",
                        "/",
                        "HTTP/1.1",
                        Headers.EMPTY,
                        Body.EMPTY,
                        Headers.EMPTY)),
            result::complete));
    return result;
  }

  @Test
  void triesAgainOnceWhereAKeptConnectionWasClosed() throws Exception {
    var server =
        server((number, wire) -> {
          wire.readMessage();
          wire.send(OK);
          if (number == 0) {
            wire.readTo("GET");
            wire.reset();
          } else {
            wire.readMessage();
          }
        });

    get(server.port());
    var result = get(server.port());

    assertThat(text(result)).isEqualTo("ok");
    assertThat(answered(result).connection().index()).isZero();
    assertThat(server.accepted()).isEqualTo(2);
  }

  @Test
  void sendsNothingTwiceThatMightCount() throws Exception {
    var server =
        server((_, wire) -> {
          wire.readMessage();
          wire.send(OK);
          wire.readTo("POST");
        });

    get(server.port());
    var result = post(server.port());

    assertThat(reason(result))
        .isIn("the connection was closed before an answer came", "connection reset");
    assertThat(server.accepted()).isEqualTo(1);
  }

  @Test
  void takesTheFinalAnswerAfterInterimOnes() throws Exception {
    var server =
        answering(
            "HTTP/1.1 100 Continue\r\n\r\n"
                + "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
                + OK);

    assertThat(text(get(server.port()))).isEqualTo("ok");
    assertThat(text(get(server.port()))).isEqualTo("ok");
    assertThat(server.accepted()).isEqualTo(1);
  }

  @Test
  void saysThatTheServerLeftHttp() throws Exception {
    var server = answering("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n");

    assertThat(reason(get(server.port())))
        .isEqualTo("the system under test left HTTP (status 101)");
  }

  @ParameterizedTest
  @CsvSource({"HEAD, 200 OK", "GET, 204 No Content", "GET, 304 Not Modified"})
  void waitsForNoBodyWhereThereIsNone(String method, String status) throws Exception {
    var server = answering("HTTP/1.1 " + status + "\r\nContent-Length: 5\r\n\r\n");

    var first = answered(sent(server.port(), method, "").get(60, TimeUnit.SECONDS));
    var second = answered(sent(server.port(), method, "").get(60, TimeUnit.SECONDS));

    assertThat(first.response().body().isEmpty()).isTrue();
    assertThat(first.response().headers().first("content-length")).contains("5");
    assertThat(second.connection().index()).isEqualTo(1);
  }

  @Test
  void joinsChunksAndKeepsTrailers() throws Exception {
    var server =
        answering(
            """
            HTTP/1.1 200 OK\r
            Transfer-Encoding: chunked\r
            \r
            4\r
            this\r
            6\r
             and x\r
            0\r
            X-Sum: 10\r
            \r
            """);

    var answer = answered(get(server.port())).response();

    assertThat(answer.body().kept().text(ISO_8859_1)).isEqualTo("this and x");
    assertThat(answer.trailers().first("x-sum")).contains("10");
  }

  @Test
  void takesABodyThatEndsWithItsConnection() throws Exception {
    var server =
        server((_, wire) -> {
          wire.readMessage();
          wire.send("HTTP/1.1 200 OK\r\n\r\nall of it");
        });

    assertThat(text(get(server.port()))).isEqualTo("all of it");
  }

  @Test
  void keepsTheStartOfALongBodyAndMeasuresAndHashesAllOfIt() throws Exception {
    String long5000 = "0123456789".repeat(500);
    var server = answering("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + long5000);

    var body = answered(get(server.port())).response().body();

    assertThat(body.kept().text(ISO_8859_1)).isEqualTo(long5000.substring(0, 1_000));
    assertThat(body.wireBytes()).isEqualTo(5_000);
    assertThat(body.sha256()).isEqualTo(Body.whole(Bytes.of(long5000, ISO_8859_1)).sha256());
  }

  @Test
  void keepsHeaderBytesAsTheyCame() throws Exception {
    var server =
        answering(
            "HTTP/1.1 200 OK\r\nx-b: 2\r\nX-A: caf\u00e9\r\nx-b: 1\r\nContent-Length: 0\r\n\r\n");

    assertThat(answered(get(server.port())).response().headers())
        .isEqualTo(Headers.of("x-b", "2", "X-A", "caf\u00e9", "x-b", "1", "Content-Length", "0"));
  }

  @Test
  void opensNoMoreConnectionsThanItMay() throws Exception {
    client(new ClientSettings(2, 1_000, NEVER, NEVER, 1_000));
    var go = new CountDownLatch(1);
    var server =
        server((_, wire) -> {
          while (true) {
            wire.readMessage();
            go.await();
            wire.send(OK);
          }
        });
    var results = new ArrayList<CompletableFuture<Result>>();
    for (int i = 0; i < 8; i++) {
      results.add(sent(server.port(), "POST", "{}"));
    }
    Eventually.holds("two are open, six wait", () -> server.accepted() == 2 && waiting() == 6);

    go.countDown();

    for (var result : results) {
      assertThat(text(result.get(60, TimeUnit.SECONDS))).isEqualTo("ok");
    }
    assertThat(server.accepted()).isEqualTo(2);
  }

  @Test
  void letsRequestsWaitInTheirOrder() throws Exception {
    client(new ClientSettings(1, 1_000, NEVER, NEVER, 1_000));
    var seen = new ConcurrentLinkedQueue<String>();
    var server =
        server((_, wire) -> {
          while (true) {
            String request = wire.readMessage();
            seen.add(request.substring(request.indexOf("\r\n\r\n") + 4));
            wire.send(OK);
          }
        });

    var results = new ArrayList<CompletableFuture<Result>>();
    for (int i = 0; i < 5; i++) {
      results.add(sent(server.port(), "POST", Integer.toString(i)));
    }
    for (var result : results) {
      result.get(60, TimeUnit.SECONDS);
    }

    assertThat(seen).containsExactly("0", "1", "2", "3", "4");
  }

  /** A user who sends again as soon as it is answered must not keep the connection to itself. */
  @Test
  void letsNobodyOvertakeThoseWhoWait() throws Exception {
    client(new ClientSettings(1, 1_000, NEVER, NEVER, 1_000));
    var seen = new ConcurrentLinkedQueue<String>();
    var go = new CountDownLatch(1);
    var server =
        server((_, wire) -> {
          while (true) {
            String request = wire.readMessage();
            seen.add(request.substring(request.indexOf("\r\n\r\n") + 4));
            go.await();
            wire.send(OK);
          }
        });

    var again =
        sent(server.port(), "POST", "first").thenCompose(_ -> sentFromTheLoop(server.port()));
    var other = sent(server.port(), "POST", "other");
    Eventually.holds("the other waits", () -> waiting() == 1);
    go.countDown();
    again.get(60, TimeUnit.SECONDS);
    other.get(60, TimeUnit.SECONDS);

    assertThat(seen).containsExactly("first", "other", "");
  }

  private int waiting() {
    return group.next().submit(() -> client.waiting()).syncUninterruptibly().getNow();
  }

  @Test
  void refusesWhatIsTooMuchToWait() throws Exception {
    client(new ClientSettings(1, 2, NEVER, NEVER, 1_000));
    var server = server((_, wire) -> wire.readTo("nothing comes"));
    for (int i = 0; i < 3; i++) {
      var _ = sent(server.port(), "GET", "");
    }

    assertThat(reason(get(server.port()))).isEqualTo("not sent: 2 requests were already waiting");
  }

  @Test
  void tellsOneThatWaitedInVainWhy() throws Exception {
    client(new ClientSettings(1, 1_000, NEVER, SOON, 1_000));
    var server = server((_, wire) -> wire.readTo("nothing comes"));

    var first = sent(server.port(), "GET", "");
    var second = sent(server.port(), "GET", "");

    assertThat(reason(first.get(60, TimeUnit.SECONDS))).isEqualTo("no answer within 300 ms");
    assertThat(reason(second.get(60, TimeUnit.SECONDS)))
        // It may have been given the place of the first one, a moment too late.
        .matches("(not sent: no connection (was free|stood)|no answer) within 300 ms");
  }

  @Test
  void saysThatARequestWasNeverSentWhereNoConnectionStoodInTime() throws Exception {
    client(SOON);
    try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var queued = fill(full);

      var result = get(full.getLocalPort());

      assertThat(reason(result)).isEqualTo("not sent: no connection stood within 300 ms");
      assertThat(result.moments().sentNanos()).isZero();
      for (SocketChannel one : queued) {
        one.close();
      }
    }
  }

  @Test
  void endsEveryExchangeWhenItIsClosed() throws Exception {
    client(new ClientSettings(1, 1_000, NEVER, NEVER, 1_000));
    var server = server((_, wire) -> wire.readTo("nothing comes"));
    var first = sent(server.port(), "POST", "");
    var second = sent(server.port(), "POST", "");
    Eventually.holds("one is open, one waits", () -> server.accepted() == 1 && waiting() == 1);

    group.next().submit(client::close).sync();
    var third = sent(server.port(), "POST", "");

    assertThat(reason(first.get(60, TimeUnit.SECONDS))).isEqualTo("the replay was stopped");
    assertThat(reason(second.get(60, TimeUnit.SECONDS)))
        .isEqualTo("not sent: the replay was stopped");
    assertThat(reason(third.get(60, TimeUnit.SECONDS)))
        .isEqualTo("not sent: the replay was stopped");
  }

  @Test
  void sendsARequestByteForByte() throws Exception {
    var seen = new CompletableFuture<String>();
    var server =
        server((_, wire) -> {
          seen.complete(wire.readMessage());
          wire.send(OK);
        });

    post(server.port());

    assertThat(seen.get(60, TimeUnit.SECONDS))
        .isEqualTo(
            "POST / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: 2\r\n\r\n{}"
                .formatted(server.port()));
  }

  @Test
  void closesAConnectionOnWhichSomethingCameThatNobodyAskedFor() throws Exception {
    var server =
        server((number, wire) -> {
          wire.readMessage();
          wire.send(number == 0 ? OK + OK : OK);
          wire.readMessage();
          wire.send("HTTP/1.1 500 wrong\r\nContent-Length: 0\r\n\r\n");
        });

    get(server.port());
    Eventually.holds("the odd answer was noticed", () -> isGone(server));
    var second = get(server.port());

    assertThat(text(second)).isEqualTo("ok");
    assertThat(server.accepted()).isEqualTo(2);
  }

  // An idle connection that is closed is noticed on the loop; a look from there is after it.
  private boolean isGone(ScriptedServer server) {
    return group.next().submit(() -> client.open() == 0).syncUninterruptibly().getNow()
        && server.accepted() == 1;
  }

  /** Nothing of a connection stays when it was closed in whatever way. */
  @Test
  void forgetsConnectionsThatAreGone() throws Exception {
    var server =
        server((_, wire) -> {
          wire.readMessage();
          wire.send(OK);
        });

    get(server.port());

    Eventually.holds("no connection is left", () -> isGone(server));
  }
}
