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
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Mark;
import dev.reprise.wire.door.DoorSettings;
import dev.reprise.wire.tls.LocalAuthority;
import dev.reprise.wire.tls.TrustedRoots;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CONNECT and direct TLS: intercepted where that can be done, passed through otherwise. */
class TunnelIT {

  @TempDir Path caDirectory;
  @TempDir Path serverDirectory;

  private final CapturedPairs pairs = new CapturedPairs();
  private TlsServer server;

  @BeforeEach
  void startServer() throws Exception {
    server = new TlsServer(serverDirectory);
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void recordsHttpsOfTheJdksHttpClient() throws Exception {
    try (var proxy = trusting();
        var http = httpClient(proxy, caDirectory)) {

      for (int i = 0; i < 3; i++) {
        var answer = http.send(payment(), BodyHandlers.ofString());
        assertThat(answer.body()).isEqualTo("paid");
      }

      var pair = pairs.take(3).getFirst();
      assertThat(pair.direction()).isEqualTo(Direction.OUT);
      assertThat(pair.request().scheme()).isEqualTo("https");
      assertThat(pair.request().authority()).isEqualTo("pay.test");
      assertThat(pair.request().target()).isEqualTo("/charge");
      assertThat(answerOf(pair).body().kept().text(ISO_8859_1)).isEqualTo("paid");
      var tls = pair.connection().tls();
      assertThat(tls).isNotNull();
      assertThat(tls.sni()).isEqualTo("pay.test");
      assertThat(tls.version()).isEqualTo("TLSv1.3");
      assertThat(tls.alpn()).isEqualTo("http/1.1");
    }
  }

  @Test
  void answers502WithinTlsWhereTheServerCannotBeTrusted() throws Exception {
    try (var proxy = proxy(List.of(), Exclusions.NONE);
        var http = httpClient(proxy, caDirectory)) {

      var answer = http.send(payment(), BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(502);
      assertThat(answer.body()).contains("no TLS with pay.test:443").contains("certification path");
      assertThat(proxy.counters().of(Counter.FAILED_CONNECTIONS)).isEqualTo(1);
      var pair = pairs.take();
      assertThat(pair.request().target()).isEqualTo("/charge");
      assertThat(pair.request().scheme()).isEqualTo("https");
      assertThat(pair.request().body().kept().text(ISO_8859_1)).isEqualTo("{}");
      assertThat(pair.answer()).isNull();
      assertThat(pair.notes().marks()).containsExactly(Mark.RESPONSE_MISSING, Mark.TLS_FAILED);
    }
  }

  @Test
  void refusesTheConnectWhereTheServerCannotBeReached() throws Exception {
    server.close();
    try (var proxy = trusting();
        var client = client(proxy)) {

      String answer = client.send(connect("pay.test:443")).readAll();

      assertThat(answer)
          .startsWith("HTTP/1.1 502 Bad Gateway\r\n")
          .contains("could not connect to pay.test:443");
      var pair = pairs.take();
      assertThat(pair.request().method()).isEqualTo("CONNECT");
      assertThat(pair.request().authority()).isEqualTo("pay.test:443");
      assertThat(pair.request().headers()).isEqualTo(Headers.of("Host", "pay.test:443"));
      assertThat(pair.answer()).isNull();
      assertThat(pair.notes().marks())
          .containsExactly(Mark.RESPONSE_MISSING, Mark.SERVER_UNREACHABLE);
    }
  }

  @Test
  void refusesAMalformedConnect() throws Exception {
    try (var proxy = trusting();
        var client = client(proxy)) {

      assertThat(client.send("CONNECT pay.test HTTP/1.1\r\n\r\n").readAll())
          .startsWith("HTTP/1.1 400 ");
    }
  }

  /** RFC 9112, section 9.8: else an attacker could shorten what the connection alone ends. */
  @Test
  void letsTheClientSeeThatTlsWasNotEndedAsItShouldBe() throws Exception {
    var peers = new TlsPeers(serverDirectory, caDirectory);
    try (var rude =
            new ScriptedServer(
                peers::accept,
                wire -> {
                  wire.readTo("\r\n\r\n");
                  wire.send("HTTP/1.1 200 OK\r\n\r\npart").truncate();
                  wire.in.read();
                });
        var proxy =
            proxyTo(
                "a.test=127.0.0.1:" + rude.port(),
                List.of(peers.authorityFile()),
                Exclusions.NONE)) {

      var end = TlsEnd.of("GET / HTTP/1.1\r\nHost: a.test\r\n\r\n", proxy, caDirectory);

      assertThat(end.answer()).endsWith("\r\n\r\npart");
      assertThat(end.isInOrder()).isFalse();
      assertThat(pairs.take().notes().marks()).containsExactly(Mark.RESPONSE_INCOMPLETE);
    }
  }

  /** With a time limit of minutes, which no test waits for. */
  @Test
  void tellsAtOnceOfAServerThatClosesDuringItsHandshake() throws Exception {
    try (var rude = new ScriptedServer(wire -> wire.in.read());
        var proxy = patient(rude.port());
        var http = httpClient(proxy, caDirectory)) {

      var answer = http.send(payment(), BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(502);
      assertThat(answer.body())
          .contains("no TLS with pay.test:443: the server closed the connection");
      assertThat(pairs.take().notes().marks())
          .containsExactly(Mark.RESPONSE_MISSING, Mark.TLS_FAILED);
    }
  }

  @Test
  void turnsAwayAtOnceAClientThatClosesDuringItsHandshake() throws Exception {
    try (var proxy = patient(server.port());
        var client = client(proxy)) {
      client.send(connect("pay.test:443"));
      client.readTo("\r\n\r\n");

      client.out.write(clientHello());
      client.endOutput();

      client.readAll();
      Eventually.holds(
          "the client is turned away", () -> proxy.counters().of(Counter.TURNED_AWAY) == 1);
      assertThat(pairs.isEmpty()).isTrue();
    }
  }

  @Test
  void passesExcludedHostsThroughWithTheirOwnCertificate() throws Exception {
    try (var proxy = proxy(List.of(server.authorityFile()), Exclusions.parse(List.of("pay.test")));
        var http = httpClient(proxy, serverDirectory)) {

      assertThat(http.send(payment(), BodyHandlers.ofString()).body()).isEqualTo("paid");

      assertThat(proxy.counters().of(Counter.PASSED_THROUGH)).isEqualTo(1);
      assertThat(pairs.isEmpty()).isTrue();
    }
  }

  @Test
  void passesThroughWhatWillNotSpeakHttp1() throws Exception {
    try (var proxy = trusting();
        var client = client(proxy)) {
      client.send(connect("pay.test:443"));
      client.readTo("\r\n\r\n");

      try (var tls = tls(client.socket, serverDirectory, "h2")) {
        tls.startHandshake();

        assertThat(tls.getSession().getPeerPrincipal().getName()).contains("pay.test");
      }
      assertThat(proxy.counters().of(Counter.PASSED_THROUGH)).isEqualTo(1);
    }
  }

  @Test
  void interceptsTlsThatIsSpokenToItDirectlyByTheNameAskedFor() throws Exception {
    try (var proxy = trusting();
        var socket = new Socket("127.0.0.1", proxy.outboundPort().getAsInt());
        var tls = tls(socket, caDirectory, "http/1.1");
        var client = new Wire(tls)) {

      client.send("GET /direct HTTP/1.1\r\nHost: pay.test\r\n\r\n");

      assertThat(client.readMessage()).isEqualTo(TlsServer.ANSWER);
      assertThat(pairs.take().request().target()).isEqualTo("/direct");
    }
  }

  @Test
  void turnsAwayAClientThatDoesNotTrustTheAuthority() throws Exception {
    try (var proxy = trusting();
        var http = httpClient(proxy, serverDirectory)) {

      assertThatThrownBy(() -> http.send(payment(), BodyHandlers.ofString()))
          .isInstanceOf(SSLException.class);

      Eventually.holds(
          "the client is turned away", () -> proxy.counters().of(Counter.TURNED_AWAY) == 1);
      assertThat(pairs.isEmpty()).isTrue();
    }
  }

  @Test
  void tunnelsProtocolsOnInWhichTheServerSpeaksFirst() throws Exception {
    try (var mail = new ScriptedServer(wire -> wire.send("220 ready\r\n").readTo("QUIT"));
        var proxy = proxyTo("mail.test=127.0.0.1:" + mail.port(), List.of(), Exclusions.NONE);
        var client = client(proxy)) {
      client.send(connect("mail.test:25"));
      client.readTo("\r\n\r\n");

      assertThat(client.readTo("\r\n")).isEqualTo("220 ready\r\n");
      assertThat(client.send("QUIT").readAll()).isEmpty();

      assertThat(proxy.counters().of(Counter.PASSED_THROUGH)).isEqualTo(1);
    }
  }

  @Test
  void recordsPlainHttpInATunnel() throws Exception {
    try (var plain =
            new ScriptedServer(wire -> {
              wire.readTo("\r\n\r\n");
              wire.send(TlsServer.ANSWER);
            });
        var proxy = proxyTo("pay.test=127.0.0.1:" + plain.port(), List.of(), Exclusions.NONE);
        var client = client(proxy)) {

      client.send(connect("pay.test:80") + "GET /p HTTP/1.1\r\nHost: pay.test\r\n\r\n");

      assertThat(client.readTo("\r\n\r\n")).startsWith("HTTP/1.1 200 ");
      assertThat(client.readMessage()).isEqualTo(TlsServer.ANSWER);
      var pair = pairs.take();
      assertThat(pair.request().scheme()).isEqualTo("http");
      assertThat(pair.request().target()).isEqualTo("/p");
    }
  }

  @Test
  void passesOtherProtocolsThroughUntouched() throws Exception {
    try (var echo = new ScriptedServer(wire -> wire.in.transferTo(wire.out));
        var proxy = proxyTo("db.test=127.0.0.1:" + echo.port(), List.of(), Exclusions.NONE);
        var client = client(proxy)) {
      client.dribble(connect("db.test:5432"));
      client.readTo("\r\n\r\n");

      client.send("\u0000\u0000\u0000\u0008binary");

      assertThat(client.readTo("binary")).isEqualTo("\u0000\u0000\u0000\u0008binary");
      assertThat(client.endOutput().readAll()).isEmpty();
    }
  }

  private CaptureProxy trusting() {
    return proxy(List.of(server.authorityFile()), Exclusions.NONE);
  }

  private CaptureProxy proxy(List<Path> authorities, Exclusions exclusions) {
    return proxyTo("pay.test=127.0.0.1:" + server.port(), authorities, exclusions);
  }

  private CaptureProxy proxyTo(String map, List<Path> authorities, Exclusions exclusions) {
    return Proxies.outbound(
        caDirectory,
        new Servers(
            new HostMap(List.of(HostMap.Rule.parse(map))),
            exclusions,
            authorities,
            true,
            Duration.ofSeconds(5)),
        pairs);
  }

  private CaptureProxy patient(int serverPort) {
    var limit = Duration.ofMinutes(10);
    var door = DoorSettings.DEFAULT.withHandshake(limit);
    var hosts = new HostMap(List.of(HostMap.Rule.parse("pay.test=127.0.0.1:" + serverPort)));
    return Proxies.outbound(
        caDirectory, new Servers(hosts, Exclusions.NONE, List.of(), true, limit), door, pairs);
  }

  private byte[] clientHello() throws Exception {
    var engine = sslContext(caDirectory).createSSLEngine("pay.test", 443);
    engine.setUseClientMode(true);
    var hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), hello);
    return Arrays.copyOf(hello.array(), hello.position());
  }

  private static Wire client(CaptureProxy proxy) throws IOException {
    return Wire.to(proxy.outboundPort().getAsInt());
  }

  private static String connect(String authority) {
    return "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n";
  }

  private static HttpRequest payment() {
    return HttpRequest.newBuilder(URI.create("https://pay.test/charge"))
        .timeout(Duration.ofSeconds(30))
        .POST(HttpRequest.BodyPublishers.ofString("{}"))
        .build();
  }

  private static HttpClient httpClient(CaptureProxy proxy, Path trusted) throws Exception {
    var address = new InetSocketAddress("127.0.0.1", proxy.outboundPort().getAsInt());
    return HttpClient.newBuilder()
        .proxy(ProxySelector.of(address))
        .sslContext(sslContext(trusted))
        .build();
  }

  private static SSLSocket tls(Socket socket, Path trusted, String protocol) throws Exception {
    var tls =
        (SSLSocket)
            sslContext(trusted).getSocketFactory().createSocket(socket, "pay.test", 443, true);
    var parameters = tls.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName("pay.test")));
    parameters.setApplicationProtocols(new String[] {protocol});
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    tls.setSSLParameters(parameters);
    return tls;
  }

  private static SSLContext sslContext(Path authorityDirectory) throws Exception {
    var authority = LocalAuthority.in(authorityDirectory).certificateFile();
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(TrustedRoots.withJdkRootsAnd(List.of(authority)).keyStore());
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
