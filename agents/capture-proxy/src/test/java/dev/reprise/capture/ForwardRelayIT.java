// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture;

import static dev.reprise.capture.CapturedPairs.answerOf;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.capture.CaptureSettings.Servers;
import dev.reprise.capture.tap.Counter;
import dev.reprise.capture.upstream.Exclusions;
import dev.reprise.capture.upstream.HostMap;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.Mark;
import dev.reprise.wire.door.DoorSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Absolute requests in plain text, as a proxy is asked. Long because it is a list: a case for each
 * rule that a forward proxy keeps and a tunnel does not.
 */
class ForwardRelayIT {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @TempDir Path caDirectory;

  private final CapturedPairs pairs = new CapturedPairs();
  private final CopyOnWriteArrayList<String> heard = new CopyOnWriteArrayList<>();

  @Test
  void rewritesOnlyWhatAProxyMust() throws Exception {
    try (var server = answering(OK);
        var proxy = proxy("pay.test=127.0.0.1:" + server.port());
        var client = client(proxy)) {

      client
          .send("POST http://Pay.Test/a?b=c HTTP/1.1\r\nx-First: 1\r\nhost: wrong\r\n")
          .send("Proxy-Connection: keep-alive\r\nProxy-Authorization: Basic c2VjcmV0\r\n")
          .send("Connection: keep-alive, X-Hop\r\nX-Hop: 1\r\nX-First: 2\r\n")
          .send("Content-Length: 4\r\n\r\nbody");

      assertThat(client.readMessage()).isEqualTo(OK);
      assertThat(heard)
          .containsExactly(
              "POST /a?b=c HTTP/1.1\r\nx-First: 1\r\nhost: pay.test\r\n"
                  + "Connection: keep-alive\r\nX-First: 2\r\nContent-Length: 4\r\n\r\nbody");
      var pair = pairs.take();
      assertThat(pair.direction()).isEqualTo(Direction.OUT);
      assertThat(pair.request().authority()).isEqualTo("pay.test");
      assertThat(pair.request().target()).isEqualTo("/a?b=c");
      assertThat(pair.request().body().kept().text(ISO_8859_1)).isEqualTo("body");
      assertThat(answerOf(pair).status()).isEqualTo(200);
    }
  }

  @Test
  void asksSeveralServersOverOneConnection() throws Exception {
    try (var one = answering("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none");
        var two =
            answering(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\ntwo\r\n0\r\n\r\n");
        var proxy = proxy("one.test=127.0.0.1:" + one.port(), "two.test=127.0.0.1:" + two.port());
        var client = client(proxy)) {

      client.send(get("http://one.test/1") + get("http://one.test/2") + get("http://two.test/3"));
      client.send(get("http://one.test/4"));

      assertThat(client.readTo("one")).contains("200 OK");
      assertThat(client.readTo("one")).contains("200 OK");
      assertThat(client.readTo("0\r\n\r\n")).contains("two");
      assertThat(client.readTo("one")).contains("200 OK");
      assertThat(pairs.take(4))
          .extracting(pair -> pair.request().authority() + pair.request().target())
          .containsExactly("one.test/1", "one.test/2", "two.test/3", "one.test/4");
    }
  }

  @Test
  void takesTheServerFromTheHostHeaderOfAnOrdinaryRequest() throws Exception {
    try (var server = answering(OK);
        var proxy = proxy("pay.test:80=127.0.0.1:" + server.port());
        var client = client(proxy)) {

      client.send("GET /a HTTP/1.1\r\nHost: pay.test\r\n\r\n");

      assertThat(client.readMessage()).isEqualTo(OK);
      assertThat(pairs.take().request().authority()).isEqualTo("pay.test");
    }
  }

  @Test
  void relaysABodyThatComesOneByteAtATime() throws Exception {
    try (var server =
            new ScriptedServer(wire -> {
              heard.add(wire.readTo("0\r\n\r\n"));
              wire.dribble("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
              wire.dribble("2;x=y\r\nok\r\n0\r\nX-T: 1\r\n\r\n");
            });
        var proxy = proxy("pay.test=127.0.0.1:" + server.port());
        var client = client(proxy)) {

      client.dribble(
          "PUT http://pay.test/ HTTP/1.1\r\nHost: pay.test\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.dribble("3;ext\r\nabc\r\n0\r\n\r\n");

      assertThat(client.readTo("X-T: 1\r\n\r\n")).contains("2;x=y\r\nok\r\n0\r\n");
      assertThat(heard).singleElement().asString().endsWith("3;ext\r\nabc\r\n0\r\n\r\n");
      var pair = pairs.take();
      assertThat(pair.request().body().kept().text(ISO_8859_1)).isEqualTo("abc");
      assertThat(answerOf(pair).trailers().first("x-t")).contains("1");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "GET http://a.test/ HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "GET http://a.test/ HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET http://a.test/ HTTP/1.1\r\nA : b\r\n\r\n",
        "GET http://a.test/ HTTP/1.1\r\nA: b\r\n c\r\n\r\n",
        "GET http://a.test/ HTTP/1.1\nA: b\n\n",
        "GET http://user@a.test/ HTTP/1.1\r\n\r\n",
        "GET ftp://a.test/ HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "SSH-2.0-OpenSSH\r\n\r\n"
      })
  void refusesARequestThatCouldBeReadInTwoWays(String request) throws Exception {
    try (var server = answering(OK);
        var proxy = proxy("a.test=127.0.0.1:" + server.port());
        var client = client(proxy)) {

      String answer = client.send(request).readAll();

      assertThat(answer).startsWith("HTTP/1.1 400 Bad Request\r\n").contains("reprise: ");
      assertThat(server.accepted).hasValue(0);
      assertThat(proxy.counters().of(Counter.REFUSED_REQUESTS)).isEqualTo(1);
      assertThat(pairs.isEmpty()).isTrue();
    }
  }

  @Test
  void answersWhatWasAskedBeforeAnAmbiguousRequest() throws Exception {
    try (var server = answering(OK);
        var proxy = proxy("a.test=127.0.0.1:" + server.port());
        var client = client(proxy)) {

      client.send(get("http://a.test/") + "GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n");

      assertThat(client.readMessage()).isEqualTo(OK);
      assertThat(client.readAll()).startsWith("HTTP/1.1 400 ");
      assertThat(heard).hasSize(1);
    }
  }

  @Test
  void neverPassesAnAmbiguousResponseOn() throws Exception {
    try (var server =
            answering(
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\nok");
        var proxy = proxy("a.test=127.0.0.1:" + server.port());
        var client = client(proxy)) {

      String answer = client.send(get("http://a.test/")).readAll();

      assertThat(answer).startsWith("HTTP/1.1 502 ").contains("ambiguous");
      assertThat(proxy.counters().undecodable()).isEqualTo(1);
      assertThat(pairs.isEmpty()).isTrue();
    }
  }

  @Test
  void saysWhichServerCannotBeReachedAndRecordsWhatWasAskedOfIt() throws Exception {
    int nobody;
    try (var gone = answering(OK)) {
      nobody = gone.port();
    }
    try (var proxy = proxy("a.test=127.0.0.1:" + nobody);
        var client = client(proxy)) {

      String answer =
          client
              .send("POST http://a.test:8080/p HTTP/1.1\r\nHost: a.test:8080\r\n")
              .send("Content-Length: 4\r\n\r\nbody" + get("http://a.test:8080/not-asked"))
              .readAll();

      assertThat(answer)
          .startsWith("HTTP/1.1 502 Bad Gateway\r\n")
          .contains("could not connect to a.test:8080 (mapped to 127.0.0.1:" + nobody + ")");
      var pair = pairs.take();
      assertThat(pair.direction()).isEqualTo(Direction.OUT);
      assertThat(pair.request().method()).isEqualTo("POST");
      assertThat(pair.request().authority()).isEqualTo("a.test:8080");
      assertThat(pair.request().target()).isEqualTo("/p");
      assertThat(pair.answer()).isNull();
      assertThat(pair.connection().server()).isEmpty();
      assertThat(pair.notes().marks())
          .contains(Mark.RESPONSE_MISSING, Mark.SERVER_UNREACHABLE)
          .doesNotContain(Mark.TLS_FAILED, Mark.NAME_UNKNOWN);
      assertThat(pairs.isEmpty()).isTrue();
      assertThat(proxy.heldBytes()).isZero();
    }
  }

  @Test
  void saysWhichNameIsNotKnown() throws Exception {
    try (var proxy = proxy();
        var client = client(proxy)) {

      String answer = client.send(get("http://nobody.invalid/")).readAll();

      assertThat(answer).startsWith("HTTP/1.1 502 ").contains("nobody.invalid:80");
      assertThat(pairs.take().notes().marks())
          .containsExactly(Mark.RESPONSE_MISSING, Mark.NAME_UNKNOWN);
    }
  }

  @Test
  void refusesToAskItself() throws Exception {
    try (var proxy = proxy();
        var client = client(proxy)) {
      int own = proxy.outboundPort().getAsInt();

      String answer = client.send(get("http://127.0.0.1:" + own + "/")).readAll();

      assertThat(answer).startsWith("HTTP/1.1 502 ").contains("leads back to this proxy");
    }
  }

  @Test
  void letsAClientWaitForLeaveToSendItsBody() throws Exception {
    try (var server =
            new ScriptedServer(wire -> {
              wire.readTo("\r\n\r\n");
              wire.send("HTTP/1.1 100 Continue\r\n\r\n").readTo("body");
              wire.send(OK);
            });
        var proxy = proxy("a.test=127.0.0.1:" + server.port());
        var client = client(proxy)) {
      client.send(
          "PUT http://a.test/ HTTP/1.1\r\nHost: a.test\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
      client.readTo("100 Continue\r\n\r\n");

      assertThat(client.send("body").readMessage()).isEqualTo(OK);

      assertThat(pairs.take().request().body().wireBytes()).isEqualTo(4);
    }
  }

  @Test
  void letsAnUpgradedConnectionTalkOn() throws Exception {
    try (var server =
            new ScriptedServer(wire -> {
              wire.readTo("\r\n\r\n");
              wire.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n");
              wire.in.transferTo(wire.out);
            });
        var proxy = proxy("a.test=127.0.0.1:" + server.port());
        var client = client(proxy)) {
      client.send("GET http://a.test/ HTTP/1.1\r\nHost: a.test\r\nUpgrade: websocket\r\n");
      client.send("Connection: upgrade\r\n\r\nearly ");
      client.readTo("\r\n\r\n");

      client.send("late");

      assertThat(client.readTo("late")).isEqualTo("early late");
      assertThat(pairs.take().notes().marks()).containsExactly(Mark.UPGRADED);
      assertThat(client.endOutput().readAll()).isEmpty();
    }
  }

  @Test
  void takesAnOfferOfHttp2BackSinceItCouldNotBeRecorded() throws Exception {
    try (var server = answering(OK);
        var proxy = proxy("a.test=127.0.0.1:" + server.port());
        var client = client(proxy)) {

      client
          .send("GET http://a.test/ HTTP/1.1\r\nHost: a.test\r\nUpgrade: h2c\r\n")
          .send("HTTP2-Settings: AAMAAABk\r\nConnection: Upgrade, HTTP2-Settings\r\n\r\n");

      assertThat(client.readMessage()).isEqualTo(OK);
      assertThat(heard).containsExactly("GET / HTTP/1.1\r\nHost: a.test\r\n\r\n");
    }
  }

  @Test
  void breaksTheClientOffWhereTheServerBreaksOff() throws Exception {
    try (var server =
            new ScriptedServer(wire -> {
              wire.readTo("\r\n\r\n");
              wire.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
              wire.readTo("POST");
              wire.reset();
            });
        var proxy = proxy("a.test=127.0.0.1:" + server.port());
        var client = client(proxy)) {
      client.send(get("http://a.test/"));
      client.readTo("half");

      client.send("POST http://a.test/ HTTP/1.1\r\nHost: a\r\n\r\n");

      assertThatThrownBy(client::readAll).isInstanceOf(IOException.class);
      assertThat(pairs.take().notes().marks()).containsExactly(Mark.RESPONSE_INCOMPLETE);
    }
  }

  @Test
  void holdsWhatFollowsAnOfferToLeaveHttpUntilItIsAnswered() throws Exception {
    try (var server =
            new ScriptedServer(wire -> {
              heard.add(wire.readTo("\r\n\r\n"));
              wire.socket.setSoTimeout(200);
              assertThatThrownBy(wire.in::read).isInstanceOf(SocketTimeoutException.class);
              wire.socket.setSoTimeout(10_000);
              wire.send(OK);
              heard.add(wire.readTo("\r\n\r\n"));
              wire.send(OK);
            });
        var proxy = proxy("a.test=127.0.0.1:" + server.port());
        var client = client(proxy)) {

      client.send(
          "GET http://a.test/ws HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n"
              + get("http://a.test/next"));

      assertThat(client.readMessage()).isEqualTo(OK);
      assertThat(client.readMessage()).isEqualTo(OK);
      assertThat(server.failures).isEmpty();
      assertThat(pairs.take(2))
          .extracting(pair -> pair.request().target())
          .containsExactly("/ws", "/next");
    }
  }

  @Test
  void doesNotWaitForEverForTheHeadOfARequest() throws Exception {
    var door = DoorSettings.DEFAULT.withFirstBytes(Duration.ofMillis(200), Duration.ofMinutes(5));
    try (var proxy = Proxies.outbound(caDirectory, Servers.DEFAULT, door, pairs);
        var client = client(proxy)) {

      String answer = client.send("GET http://a.test/ HTTP/1.1\r\nX-Slow: ").readAll();

      assertThat(answer).startsWith("HTTP/1.1 408 ");
      assertThat(proxy.heldBytes()).isZero();
    }
  }

  @Test
  void doesNotWaitForEverForTheNextRequest() throws Exception {
    var door = DoorSettings.DEFAULT.withFirstBytes(Duration.ofMinutes(1), Duration.ofMillis(200));
    try (var server = answering(OK);
        var proxy =
            Proxies.outbound(
                caDirectory, servers("a.test=127.0.0.1:" + server.port()), door, pairs);
        var client = client(proxy)) {

      assertThat(client.send(get("http://a.test/")).readMessage()).isEqualTo(OK);

      assertThat(client.readAll()).isEmpty();
      Eventually.holds("the server is let go", () -> proxy.openServerConnections() == 0);
    }
  }

  @Test
  void waitsForASlowServerAsLongAsTheClientDoes() throws Exception {
    var door = DoorSettings.DEFAULT.withFirstBytes(Duration.ofMillis(50), Duration.ofMillis(50));
    try (var server =
            new ScriptedServer(wire -> {
              wire.readTo("\r\n\r\n");
              wire.socket.setSoTimeout(500);
              assertThatThrownBy(wire.in::read).isInstanceOf(SocketTimeoutException.class);
              wire.send(OK);
            });
        var proxy =
            Proxies.outbound(
                caDirectory, servers("a.test=127.0.0.1:" + server.port()), door, pairs);
        var client = client(proxy)) {

      assertThat(client.send(get("http://a.test/")).readMessage()).isEqualTo(OK);

      assertThat(server.failures).isEmpty();
    }
  }

  @Test
  void connectsAnewWhenTheServerHasClosedBetweenRequests() throws Exception {
    try (var server =
            new ScriptedServer(wire -> wire.send(wire.readTo("\r\n\r\n").isEmpty() ? "" : OK));
        var proxy = proxy("a.test=127.0.0.1:" + server.port());
        var client = client(proxy)) {

      for (int i = 0; i < 3; i++) {
        assertThat(client.send(get("http://a.test/")).readMessage()).isEqualTo(OK);
        Eventually.holds("the server has closed", () -> proxy.openServerConnections() == 0);
      }

      assertThat(server.accepted).hasValue(3);
      assertThat(pairs.take(3)).allMatch(pair -> pair.notes().marks().isEmpty());
    }
  }

  @Test
  void endsABodyWithTheConnectionWhereNothingElseEndsIt() throws Exception {
    try (var server =
            new ScriptedServer(wire -> {
              wire.readTo("\r\n\r\n");
              wire.send("HTTP/1.1 200 OK\r\n\r\nuntil the end");
            });
        var proxy = proxy("a.test=127.0.0.1:" + server.port());
        var client = client(proxy)) {

      assertThat(client.send(get("http://a.test/")).readAll()).endsWith("until the end");

      assertThat(answerOf(pairs.take()).body().wireBytes()).isEqualTo(13);
    }
  }

  @Test
  void leavesExcludedHostsUnrecorded() throws Exception {
    try (var server = answering(OK);
        var proxy =
            Proxies.outbound(
                caDirectory,
                new Servers(
                    new HostMap(List.of(HostMap.Rule.parse("*.test=127.0.0.1:" + server.port()))),
                    Exclusions.parse(List.of("metrics.test")),
                    List.of(),
                    true,
                    Duration.ofSeconds(5)),
                pairs);
        var client = client(proxy)) {

      assertThat(client.send(get("http://metrics.test/")).readMessage()).isEqualTo(OK);
      assertThat(client.send(get("http://shop.test/")).readMessage()).isEqualTo(OK);

      assertThat(pairs.take().request().authority()).isEqualTo("shop.test");
    }
  }

  @Test
  void servesTheJdksHttpClient() throws Exception {
    try (var server = answering(OK);
        var proxy = proxy("pay.test=127.0.0.1:" + server.port());
        var http =
            HttpClient.newBuilder()
                .proxy(
                    ProxySelector.of(
                        new InetSocketAddress("127.0.0.1", proxy.outboundPort().getAsInt())))
                .build()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://pay.test/x"))
              .POST(HttpRequest.BodyPublishers.ofString("hi"))
              .build();

      for (int i = 0; i < 5; i++) {
        assertThat(http.send(request, BodyHandlers.ofString()).body()).isEqualTo("ok");
      }

      assertThat(pairs.take(5)).allMatch(pair -> pair.request().body().wireBytes() == 2);
    }
  }

  private CaptureProxy proxy(String... map) {
    return Proxies.outbound(caDirectory, servers(map), pairs);
  }

  private static Servers servers(String... map) {
    var rules = List.of(map).stream().map(HostMap.Rule::parse).toList();
    return new Servers(new HostMap(rules), Exclusions.NONE, List.of(), true, Duration.ofSeconds(5));
  }

  private static Wire client(CaptureProxy proxy) throws IOException {
    return Wire.to(proxy.outboundPort().getAsInt());
  }

  private ScriptedServer answering(String answer) throws IOException {
    return new ScriptedServer(wire -> {
      while (true) {
        heard.add(wire.readMessage());
        wire.send(answer);
      }
    });
  }

  private static String get(String uri) {
    return "GET " + uri + " HTTP/1.1\r\nHost: " + URI.create(uri).getHost() + "\r\n\r\n";
  }
}
