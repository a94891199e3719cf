// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture;

import static dev.reprise.capture.CapturedPairs.answerOf;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.capture.tap.Counter;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.Mark;
import dev.reprise.wire.http1.Undecodable;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The tunnel before an application, against clients and servers of every manner. */
class InboundRelayIT {

  private static final String GET = "GET /a HTTP/1.1\r\nHost: shop.test\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final CapturedPairs pairs = new CapturedPairs();

  @Test
  void recordsWhatPassesOnAKeptConnection() throws Exception {
    try (var app = answering(OK);
        var proxy = Proxies.inbound(app.port(), pairs);
        var client = Wire.to(proxy.inboundPort().getAsInt())) {

      assertThat(client.send(GET).readMessage()).isEqualTo(OK);
      assertThat(client.send(GET).readMessage()).isEqualTo(OK);

      var first = pairs.take();
      assertThat(first.direction()).isEqualTo(Direction.IN);
      assertThat(first.origin().service()).isEqualTo("shop");
      assertThat(first.request().authority()).isEqualTo("shop.test");
      assertThat(first.connection().server()).isEqualTo("127.0.0.1:" + app.port());
      assertThat(answerOf(first).body().kept().text(ISO_8859_1)).isEqualTo("ok");
      assertThat(first.timing().durationNanos()).isPositive();
      assertThat(pairs.take().connection().index()).isEqualTo(1);
    }
  }

  /**
   * Connections that end just when others begin: their descriptors are used again at once, and what
   * the kernel still has to say of the former must not be taken for the latter.
   */
  @Test
  void servesAConnectionForEachRequest() throws Exception {
    int connections = 1_000;
    try (var app =
            new ScriptedServer(wire -> {
              wire.readTo("\r\n\r\n");
              wire.send(OK);
            });
        var proxy = Proxies.inbound(app.port(), pairs)) {
      for (int i = 0; i < connections; i++) {
        try (var client = Wire.to(proxy.inboundPort().getAsInt())) {
          assertThat(client.send(GET).readMessage()).as("answer %d", i).isEqualTo(OK);
        }
      }

      assertThat(pairs.take(connections)).allMatch(pair -> answerOf(pair).status() == 200);
    }
  }

  @Test
  void recordsPipelinedRequests() throws Exception {
    try (var app = answering(OK);
        var proxy = Proxies.inbound(app.port(), pairs);
        var client = Wire.to(proxy.inboundPort().getAsInt())) {

      client.send(GET.repeat(20));

      for (int i = 0; i < 20; i++) {
        assertThat(client.readMessage()).isEqualTo(OK);
      }
      assertThat(pairs.take(20)).allMatch(pair -> answerOf(pair).status() == 200);
    }
  }

  @Test
  void passesAHalfClosedClientsAnswerOn() throws Exception {
    try (var app =
            new ScriptedServer(wire -> {
              wire.readAll();
              wire.send("HTTP/1.0 200 OK\r\n\r\nafter your end");
            });
        var proxy = Proxies.inbound(app.port(), pairs);
        var client = Wire.to(proxy.inboundPort().getAsInt())) {

      String answer = client.send(GET).endOutput().readAll();

      assertThat(answer).endsWith("after your end");
      assertThat(answerOf(pairs.take()).body().wireBytes()).isEqualTo(14);
    }
  }

  @Test
  void passesAResetOnAndMarksThePairIncomplete() throws Exception {
    try (var app =
            new ScriptedServer(wire -> {
              wire.readTo("\r\n\r\n");
              wire.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
              wire.readTo("go");
              wire.reset();
            });
        var proxy = Proxies.inbound(app.port(), pairs);
        var client = Wire.to(proxy.inboundPort().getAsInt())) {
      client.send(GET);
      client.readTo("half");

      client.send("go");

      assertThatThrownBy(client::readAll).isInstanceOf(SocketException.class);
      var marks = pairs.take().notes().marks();
      assertThat(marks).containsExactly(Mark.RESPONSE_INCOMPLETE);
    }
  }

  @Test
  void passesAClientsResetOn() throws Exception {
    var seen = new CountDownLatch(1);
    try (var app =
            new ScriptedServer(wire -> {
              try {
                wire.readAll();
              } catch (SocketException e) {
                seen.countDown();
              }
            });
        var proxy = Proxies.inbound(app.port(), pairs);
        var client = Wire.to(proxy.inboundPort().getAsInt())) {

      client.send("POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc");
      Eventually.holds("it has passed", () -> proxy.counters().of(Counter.REQUEST_BYTES) > 0);
      client.reset();

      assertThat(seen.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
      assertThat(pairs.take().notes().marks())
          .containsExactly(Mark.REQUEST_INCOMPLETE, Mark.RESPONSE_MISSING);
    }
  }

  @Test
  void readsWhatComesOneByteAtATime() throws Exception {
    String chunked =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX-T: 1\r\n\r\n";
    try (var app =
            new ScriptedServer(wire -> {
              wire.readTo("body");
              wire.dribble(chunked);
            });
        var proxy = Proxies.inbound(app.port(), pairs);
        var client = Wire.to(proxy.inboundPort().getAsInt())) {

      client.dribble("POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\nbody");

      assertThat(client.readAll()).isEqualTo(chunked);
      var pair = pairs.take();
      assertThat(pair.request().body().kept().text(ISO_8859_1)).isEqualTo("body");
      assertThat(answerOf(pair).trailers().first("x-t")).contains("1");
    }
  }

  @Test
  void relaysHeadersOf64Kibibytes() throws Exception {
    String large = "GET / HTTP/1.1\r\nX-Large: " + "v".repeat(65_536) + "\r\n\r\n";
    try (var app =
            new ScriptedServer(wire -> {
              wire.send("HTTP/1.1 200 OK\r\nContent-Length: ");
              wire.send(wire.readTo("\r\n\r\n").length() + "\r\n\r\n");
            });
        var proxy = Proxies.inbound(app.port(), pairs);
        var client = Wire.to(proxy.inboundPort().getAsInt())) {

      assertThat(client.send(large).readTo("\r\n\r\n")).contains(": " + large.length());

      client.endOutput();
      assertThat(pairs.take().request().headers().first("x-large"))
          .hasValueSatisfying(value -> assertThat(value).hasSize(65_536));
    }
  }

  @Test
  void relaysInvalidFramingUntouchedAndRecordsNothingOfIt() throws Exception {
    String smuggling =
        "POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
    try (var app =
            new ScriptedServer(wire -> {
              assertThat(wire.readTo("0\r\n\r\n")).isEqualTo(smuggling);
              wire.send(OK);
            });
        var proxy = Proxies.inbound(app.port(), pairs);
        var client = Wire.to(proxy.inboundPort().getAsInt())) {

      assertThat(client.send(smuggling).readMessage()).isEqualTo(OK);

      assertThat(client.readAll()).isEmpty();
      assertThat(app.failures).isEmpty();
      assertThat(pairs.isEmpty()).isTrue();
      assertThat(proxy.counters().of(Undecodable.AMBIGUOUS_LENGTH)).isEqualTo(1);
    }
  }

  @Test
  void letsAnUpgradedConnectionTalkOn() throws Exception {
    try (var app =
            new ScriptedServer(wire -> {
              wire.readTo("\r\n\r\n");
              wire.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n");
              wire.in.transferTo(wire.out);
            });
        var proxy = Proxies.inbound(app.port(), pairs);
        var client = Wire.to(proxy.inboundPort().getAsInt())) {
      client.send("GET / HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
      client.readTo("\r\n\r\n");

      client.send("\u0081\u0005hello");

      assertThat(client.readTo("hello")).isEqualTo("\u0081\u0005hello");
      assertThat(pairs.take().notes().marks()).containsExactly(Mark.UPGRADED);
      assertThat(client.endOutput().readAll()).isEmpty();
    }
  }

  @Test
  void letsAClientWaitForLeaveToSendItsBody() throws Exception {
    try (var app =
            new ScriptedServer(wire -> {
              wire.readTo("\r\n\r\n");
              wire.send("HTTP/1.1 100 Continue\r\n\r\n");
              wire.readTo("body");
              wire.send(OK);
            });
        var proxy = Proxies.inbound(app.port(), pairs);
        var client = Wire.to(proxy.inboundPort().getAsInt())) {
      client.send("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
      client.readTo("100 Continue\r\n\r\n");

      client.send("body");

      assertThat(client.readMessage()).isEqualTo(OK);
      var pair = pairs.take();
      assertThat(answerOf(pair).status()).isEqualTo(200);
      assertThat(pair.request().body().wireBytes()).isEqualTo(4);
    }
  }

  @Test
  void passesProtocolsOnInWhichTheServerSpeaksFirst() throws Exception {
    try (var app = new ScriptedServer(wire -> wire.send("220 ready\r\n").readTo("QUIT"));
        var proxy = Proxies.inbound(app.port(), pairs);
        var client = Wire.to(proxy.inboundPort().getAsInt())) {

      assertThat(client.readTo("\r\n")).isEqualTo("220 ready\r\n");
      assertThat(client.send("QUIT").readAll()).isEmpty();

      assertThat(pairs.isEmpty()).isTrue();
      assertThat(proxy.counters().undecodable()).isEqualTo(1);
    }
  }

  @Test
  void breaksTheConnectionOffWhereTheApplicationIsDown() throws Exception {
    int nobody;
    try (var gone = new ScriptedServer(_ -> {})) {
      nobody = gone.port();
    }
    try (var proxy = Proxies.inbound(nobody, pairs);
        var client = Wire.to(proxy.inboundPort().getAsInt())) {

      assertThatThrownBy(() -> client.send(GET).readAll()).isInstanceOf(IOException.class);

      assertThat(proxy.counters().of(Counter.FAILED_CONNECTIONS)).isEqualTo(1);
    }
  }

  @Test
  void goesOnWithTheTrafficWhenTheTapFails() throws Exception {
    var failing = new AtomicLong();
    try (var app = answering(OK);
        var proxy =
            CaptureProxy.start(
                Proxies.inboundSettings(app.port()),
                pairs,
                () -> {
                  if (failing.incrementAndGet() > 3) {
                    throw new IllegalStateException("injected");
                  }
                  return failing.get();
                });
        var client = Wire.to(proxy.inboundPort().getAsInt())) {

      for (int i = 0; i < 5; i++) {
        assertThat(client.send(GET).readMessage()).isEqualTo(OK);
      }

      assertThat(proxy.counters().of(Counter.DETACHED_TAPS)).isEqualTo(1);
      assertThat(proxy.heldBytes()).isZero();
      assertThat(pairs.take().request().target()).isEqualTo("/a");
      assertThat(pairs.isEmpty()).isTrue();
    }
  }

  @Test
  void goesOnWithTheTrafficWhenTheSinkFails() throws Exception {
    try (var app = answering(OK);
        var proxy =
            CaptureProxy.start(
                Proxies.inboundSettings(app.port()),
                _ -> {
                  throw new IllegalStateException("injected");
                });
        var client = Wire.to(proxy.inboundPort().getAsInt())) {

      for (int i = 0; i < 3; i++) {
        assertThat(client.send(GET).readMessage()).isEqualTo(OK);
      }

      assertThat(proxy.counters().of(Counter.DETACHED_TAPS)).isEqualTo(1);
    }
  }

  @Test
  void keepsMemoryBoundedWhenTheReaderOfALargeBodyIsSlow() throws Exception {
    long size = 200L << 20;
    var written = new AtomicLong();
    try (var app =
            new ScriptedServer(wire -> {
              wire.readTo("\r\n\r\n");
              wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n");
              byte[] block = new byte[1 << 16];
              while (written.get() < size) {
                wire.out.write(block);
                written.addAndGet(block.length);
              }
            });
        var proxy = Proxies.inbound(app.port(), pairs);
        var client = Wire.to(proxy.inboundPort().getAsInt())) {
      client.socket.setReceiveBufferSize(1 << 16);
      client.send(GET);
      client.readTo("\r\n\r\n");
      long most = 0;
      long read = 0;
      long pool = 0;
      while (read < size) {
        read += client.in.readNBytes(1 << 18).length;
        most = Math.max(most, written.get() - read);
        pool = Math.max(pool, PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory());
      }

      assertThat(most).as("bytes on their way").isLessThan(32L << 20);
      assertThat(pool).as("memory of the pool").isLessThan(64L << 20);
      assertThat(proxy.heldBytes()).isLessThanOrEqualTo(20L << 20);
      var body = answerOf(pairs.take()).body();
      assertThat(body.wireBytes()).isEqualTo(size);
      assertThat(body.kept().length()).isEqualTo(10 << 20);
    }
  }

  @Test
  void handsOverWhatIsOpenWhenItIsClosed() throws Exception {
    try (var app = new ScriptedServer(Wire::readAll)) {
      var proxy = Proxies.inbound(app.port(), pairs);
      var client = Wire.to(proxy.inboundPort().getAsInt());
      client.send(GET + "x");
      Eventually.holds("it has passed", () -> proxy.counters().of(Counter.REQUEST_BYTES) > 0);

      proxy.close();

      assertThat(pairs.take().notes().marks()).containsExactly(Mark.RESPONSE_MISSING);
      client.close();
    }
  }

  private static ScriptedServer answering(String answer) throws IOException {
    return new ScriptedServer(wire -> {
      while (true) {
        wire.readTo("\r\n\r\n");
        wire.send(answer);
      }
    });
  }
}
