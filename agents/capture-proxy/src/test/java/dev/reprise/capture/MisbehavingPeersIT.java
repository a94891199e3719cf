// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.capture.CaptureSettings.Servers;
import dev.reprise.capture.upstream.Exclusions;
import dev.reprise.capture.upstream.HostMap;
import dev.reprise.traffic.pair.UnstampedPair;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every row of {@link Talks} through every kind of relay, in large pieces and byte by byte: bytes
 * arrive untouched or are refused as RFC 9112 asks, and no pair is ever wrong.
 */
class MisbehavingPeersIT {

  /** The kinds of relay. */
  enum Mode {
    REVERSE,
    FORWARD,
    CONNECT_CLEAR,
    CONNECT_INTERCEPTED
  }

  @TempDir static Path caDirectory;
  @TempDir static Path serverDirectory;

  private static final List<UnstampedPair> PAIRS = new CopyOnWriteArrayList<>();

  private static final AtomicReference<Performance> RUNNING = new AtomicReference<>();
  private static ScriptedServer plainServer;
  private static ScriptedServer tlsServer;
  private static CaptureProxy reverse;
  private static CaptureProxy forward;
  private static TlsPeers tls;

  @BeforeAll
  static void start() throws Exception {
    tls = new TlsPeers(serverDirectory, caDirectory);
    plainServer = new ScriptedServer(wire -> RUNNING.get().serve(wire));
    tlsServer = new ScriptedServer(tls::accept, wire -> RUNNING.get().serve(wire));
    reverse = Proxies.inbound(plainServer.port(), PAIRS::add);
    forward =
        Proxies.outbound(
            caDirectory,
            new Servers(
                new HostMap(
                    List.of(
                        HostMap.Rule.parse("a.test:443=127.0.0.1:" + tlsServer.port()),
                        HostMap.Rule.parse("a.test=127.0.0.1:" + plainServer.port()))),
                Exclusions.NONE,
                List.of(tls.authorityFile()),
                true,
                Duration.ofSeconds(30)),
            PAIRS::add);
  }

  @AfterAll
  static void stop() throws IOException {
    reverse.close();
    forward.close();
    plainServer.close();
    tlsServer.close();
  }

  static Stream<Arguments> talksThroughEveryRelay() {
    return Talks.all()
        .flatMap(talk ->
            Stream.of(Mode.values())
                .filter(mode -> mode != Mode.FORWARD || !talk.isForTunnelsAlone)
                .flatMap(
                    mode -> Stream.of(true, false).map(whole -> Arguments.of(talk, mode, whole))));
  }

  @ParameterizedTest(name = "{0} {1} whole={2}")
  @MethodSource("talksThroughEveryRelay")
  void passesBytesUntouchedOrRefusesThemAndRecordsNoWrongPair(Talk talk, Mode mode, boolean whole)
      throws Exception {
    CaptureProxy proxy = mode == Mode.REVERSE ? reverse : forward;
    PAIRS.clear();
    long undecodableBefore = undecodable(proxy, talk);
    long otherBefore = proxy.counters().undecodable() - undecodableBefore;
    var performance = new Performance(talk, mode == Mode.FORWARD, whole);
    RUNNING.set(performance);

    try (Wire client = open(mode)) {
      performance.play(client);
    }

    List<String> expected =
        mode == Mode.FORWARD ? talk.forwardPairs.orElse(talk.pairs) : talk.pairs;
    long stops =
        talk.undecodable.isPresent() && !(mode == Mode.FORWARD && talk.isDecodable) ? 1 : 0;
    var _ =
        Eventually.came(() ->
            PAIRS.size() >= expected.size()
                && undecodable(proxy, talk) - undecodableBefore >= stops);
    Eventually.holds("no connection is left", () -> proxy.openServerConnections() == 0);
    assertThat(PAIRS).extracting(MisbehavingPeersIT::summary).isEqualTo(expected);
    assertThat(undecodable(proxy, talk) - undecodableBefore).isEqualTo(stops);
    assertThat(proxy.counters().undecodable() - undecodable(proxy, talk)).isEqualTo(otherBefore);
    Eventually.holds("nothing is held", () -> proxy.heldBytes() == 0);
  }

  private static Wire open(Mode mode) throws Exception {
    return switch (mode) {
      case REVERSE -> Wire.to(reverse.inboundPort().getAsInt());
      case FORWARD -> Wire.to(forward.outboundPort().getAsInt());
      case CONNECT_CLEAR -> connected(80);
      case CONNECT_INTERCEPTED -> tls.over(connected(443), "a.test");
    };
  }

  private static Wire connected(int port) throws IOException {
    Wire client = Wire.to(forward.outboundPort().getAsInt());
    client.send("CONNECT a.test:" + port + " HTTP/1.1\r\nHost: a.test:" + port + "\r\n\r\n");
    client.readTo("\r\n\r\n");
    return client;
  }

  private static long undecodable(CaptureProxy proxy, Talk talk) {
    return talk.undecodable.map(reason -> proxy.counters().of(reason)).orElse(0L);
  }

  private static String summary(UnstampedPair pair) {
    var answer = pair.answer();
    var marks = pair.notes().marks();
    return pair.request().method()
        + " "
        + pair.request().target()
        + " "
        + (answer == null ? 0 : answer.status())
        + (marks.isEmpty() ? "" : " " + marks);
  }

  /** A talk as it is held once. */
  private static final class Performance {

    private final Talk talk;
    private final boolean forwarded;
    private final boolean whole;
    private final CompletableFuture<Void> served = new CompletableFuture<>();

    private final AtomicInteger clientAt = new AtomicInteger(); // turns it has taken or heard
    private final AtomicInteger serverAt = new AtomicInteger();

    Performance(Talk talk, boolean forwarded, boolean whole) {
      this.talk = talk;
      this.forwarded = forwarded;
      this.whole = whole;
    }

    void play(Wire client) throws Exception {
      if (forwarded && talk.answeredByProxy != 0) {
        say(client, talk.asked("http://a.test"));
        assertThat(client.readAll())
            .startsWith("HTTP/1.1 " + talk.answeredByProxy + " ")
            .contains("Connection: close\r\n\r\nreprise: ");
      } else if (forwarded && talk.isNeverForwarded) {
        say(client, talk.asked("http://a.test"));
        assertThat(client.endOutput().readAll()).isEmpty();
      } else {
        askAndListen(client);
        served.get(30, TimeUnit.SECONDS);
      }
    }

    private void askAndListen(Wire client) throws Exception {
      boolean heard = false;
      boolean mayEnd = true;
      for (Talk.Turn turn : talk.turns) {
        switch (turn) {
          case Talk.Turn.Asks(String text) ->
              say(client, text.replace("{}", forwarded ? "http://a.test" : ""));
          case Talk.Turn.Answers(String text) -> {
            if (forwarded && talk.breaksOffClient) {
              assertThatThrownBy(client::readAll).isInstanceOf(IOException.class);
              return;
            }
            if (!forwarded || talk.answered.isEmpty()) {
              assertThat(client.readAsMuchAs(text)).isEqualTo(text);
            } else if (!heard) {
              String other = talk.answered.get();
              assertThat(client.readAsMuchAs(other)).isEqualTo(other);
            }
            heard = true;
          }
          case Talk.Turn.Ends(boolean ofClient) -> {
            if (ofClient) {
              client.endOutput();
              mayEnd = false;
            } else {
              assertThat(client.in.read()).isEqualTo(-1);
            }
          }
          case Talk.Turn.Resets(boolean ofClient) -> {
            if (ofClient) {
              Eventually.holds("the server has heard all", () -> serverAt.get() >= clientAt.get());
              client.reset();
            } else {
              assertThatThrownBy(client::readAll).isInstanceOf(IOException.class);
            }
            return;
          }
        }
        clientAt.incrementAndGet();
      }
      if (forwarded && talk.breaksOffServer) {
        // Or else the proxy may end that connection in order, before the server has said it all.
        Eventually.holds("the server is broken off", served::isDone);
      }
      if (mayEnd && !(forwarded && talk.endsAfterwards)) {
        client.endOutput();
      }
      assertThat(client.readAll()).isEmpty();
    }

    /** The server's part. */
    void serve(Wire server) throws IOException {
      if (talk.turns.getFirst() instanceof Talk.Turn.Asks && server.isBrokenOffUnheard()) {
        return; // left from a talk before, which a forward proxy refused and nobody here waited for
      }
      try {
        listenAndAnswer(server);
        served.complete(null);
      } catch (IOException | AssertionError e) {
        served.completeExceptionally(e);
      }
    }

    private void listenAndAnswer(Wire server) throws IOException {
      boolean heard = false;
      boolean clientEnded = false;
      for (Talk.Turn turn : talk.turns) {
        switch (turn) {
          case Talk.Turn.Asks(String text) -> {
            if (!forwarded || talk.heard.isEmpty()) {
              String expected = text.replace("{}", "");
              assertThat(server.readAsMuchAs(expected)).isEqualTo(expected);
            } else if (!heard) {
              String other = talk.heard.get();
              assertThat(server.readAsMuchAs(other)).isEqualTo(other);
            }
            heard = true;
          }
          case Talk.Turn.Answers(String text) -> say(server, text);
          case Talk.Turn.Ends(boolean ofClient) -> {
            if (ofClient && !(forwarded && talk.isEndKept)) {
              assertThat(server.in.read()).isEqualTo(-1);
              clientEnded = true;
            } else if (!ofClient) {
              server.endOutput();
            }
          }
          case Talk.Turn.Resets(boolean ofClient) -> {
            serverAt.incrementAndGet();
            if (ofClient) {
              assertThatThrownBy(server::readAll).isInstanceOf(IOException.class);
            } else {
              Eventually.holds(
                  "the client has heard all", () -> clientAt.get() + 1 >= serverAt.get());
              server.reset();
            }
            return;
          }
        }
        serverAt.incrementAndGet();
      }
      if (forwarded && (talk.breaksOffServer || talk.breaksOffClient)) {
        assertThatThrownBy(server::readAll).isInstanceOf(IOException.class);
      } else if (!clientEnded) {
        assertThat(server.in.read()).isEqualTo(-1);
      }
    }

    private void say(Wire wire, String text) throws IOException {
      int piece = whole ? Integer.MAX_VALUE : text.length() > 4000 ? 499 : 1;
      for (long from = 0; from < text.length(); from += piece) {
        int to = (int) Math.min(text.length(), from + piece);
        wire.out.write(text.substring((int) from, to).getBytes(ISO_8859_1));
        wire.out.flush();
      }
    }
  }
}
