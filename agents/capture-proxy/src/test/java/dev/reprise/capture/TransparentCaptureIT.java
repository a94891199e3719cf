// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.fixtures.Eventually;
import dev.reprise.standins.StandInIngest;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.RRPair;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Between hosts that are network namespaces: the kernel leads a pod's connections to the packaged
 * proxy, of which neither side knows. Needs root, iproute2, iptables and nftables.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class TransparentCaptureIT {

  private static final String NAMED = "a.test";

  private Path folder;
  private RecordedPod hosts;
  private StandInIngest ingest;
  private TlsPeers peers;

  @BeforeAll
  void startHosts(@TempDir Path temporary) throws Exception {
    folder = temporary;
    hosts = new RecordedPod();
    hosts.rules("apply");
    peers = new TlsPeers(folder.resolve("servers"), folder.resolve("ca"));
    ingest = hosts.pod.call(StandInIngest::new);
    startProxy(ingest.address());
  }

  @AfterAll
  void endHosts() throws Exception {
    if (ingest != null) {
      ingest.close();
    }
    if (hosts != null) {
      hosts.close();
    }
  }

  private void startProxy(String ingestAddress) throws Exception {
    hosts.startProxy(
        "--ca-dir", folder.resolve("ca").toString(),
        "--upstream-ca", peers.authorityFile().toString(),
        "--exclude", "left-alone.test",
        "--spool-dir", folder.resolve("spool").toString(),
        "--ingest", ingestAddress);
  }

  @ParameterizedTest
  @CsvSource({RecordedPod.POD + ",8080", RecordedPod.POD6 + ",8081"})
  void recordsWhatComesInByteForByte(String address, int port) throws Exception {
    String request = post("/in/" + port, "shop.test");
    String answer = ok();
    try (var app = hosts.application(port, answering(request, answer));
        var client = hosts.caller.connect(address, port)) {

      String heard = client.send(request).readAsMuchAs(answer);

      assertThat(heard).isEqualTo(answer);
      assertThat(app.failures).isEmpty();
      assertRecorded("/in/" + port, Direction.IN, request, answer);
    }
  }

  @ParameterizedTest
  @CsvSource({RecordedPod.SERVER + ",9080", RecordedPod.SERVER6 + ",9081"})
  void recordsWhatGoesOutByteForByte(String address, int port) throws Exception {
    String request = post("/out/" + port, "pay.test");
    String answer = ok();
    try (var dependency = hosts.dependency(port, Wire::new, answering(request, answer));
        var application = hosts.callFromApplication(address, port)) {

      String heard = application.send(request).readAsMuchAs(answer);

      assertThat(heard).isEqualTo(answer);
      assertThat(dependency.failures).isEmpty();
      var pair = assertRecorded("/out/" + port, Direction.OUT, request, answer);
      assertThat(pair.request().authority()).isEqualTo("pay.test");
      assertThat(pair.connection().server()).endsWith(":" + port);
    }
  }

  @Test
  void interceptsTlsByTheNameAskedFor() throws Exception {
    String request = post("/tls", NAMED + ":9443");
    String answer = ok();
    try (var dependency = hosts.dependency(9443, peers::accept, answering(request, answer));
        var connection = hosts.callFromApplication(RecordedPod.SERVER, 9443);
        var application = peers.over(connection, NAMED)) {

      String heard = application.send(request).readAsMuchAs(answer);

      assertThat(heard).isEqualTo(answer);
      assertThat(dependency.failures).isEmpty();
      var pair = assertRecorded("/tls", Direction.OUT, request, answer);
      assertThat(pair.request().scheme()).isEqualTo("https");
      assertThat(pair.request().authority()).isEqualTo(NAMED + ":9443");
      var tls = pair.connection().tls();
      assertThat(tls).isNotNull();
      assertThat(tls.sni()).isEqualTo(NAMED);
    }
  }

  @Test
  void passesTlsOnceItsClientHasRefusedTheLocalAuthority() throws Exception {
    var own = new TlsPeers(folder.resolve("servers"), folder.resolve("servers"));
    String request = post("/pinned", NAMED);
    String answer = ok();
    try (var _ = hosts.dependency(9444, peers::accept, answering(request, answer))) {
      try (var connection = hosts.callFromApplication(RecordedPod.SERVER, 9444);
          var application = own.over(connection, NAMED)) {
        assertThatThrownBy(() -> application.send(request)).isInstanceOf(SSLException.class);
      }
      long passed = hosts.metric("reprise_capture_passed_through_total");

      try (var connection = hosts.callFromApplication(RecordedPod.SERVER, 9444);
          var application = own.over(connection, NAMED)) {
        assertThat(application.send(request).readAsMuchAs(answer)).isEqualTo(answer);
      }

      assertThat(hosts.metric("reprise_capture_passed_through_total")).isEqualTo(passed + 1);
      assertThat(pairs("/pinned")).isEmpty();
    }
  }

  @Test
  void passesTlsOfServersThatOnlyTheApplicationTrusts() throws Exception {
    var strangers = new TlsPeers(folder.resolve("strangers"), folder.resolve("strangers"));
    String request = post("/strange", NAMED);
    String answer = ok();
    try (var _ = hosts.dependency(9445, strangers::accept, answering(request, answer))) {
      try (var connection = hosts.callFromApplication(RecordedPod.SERVER, 9445);
          var application = peers.over(connection, NAMED)) {
        assertThat(application.send(request).readTo("\r\n"))
            .isEqualTo("HTTP/1.1 502 Bad Gateway\r\n");
      }

      try (var connection = hosts.callFromApplication(RecordedPod.SERVER, 9445);
          var application = strangers.over(connection, NAMED)) {
        assertThat(application.send(request).readAsMuchAs(answer)).isEqualTo(answer);
      }
    }
  }

  @Test
  void passesProtocolsInWhichTheServerSpeaksFirst() throws Exception {
    ScriptedServer.Script mail = wire -> wire.send("220 ready\r\n").readTo("QUIT\r\n");
    try (var _ = hosts.dependency(9025, Wire::new, mail);
        var _ = hosts.application(8025, mail)) {
      for (var wire :
          List.of(
              hosts.callFromApplication(RecordedPod.SERVER, 9025),
              hosts.caller.connect(RecordedPod.POD, 8025))) {
        try (wire) {
          assertThat(wire.readTo("\r\n")).isEqualTo("220 ready\r\n");
          assertThat(wire.send("QUIT\r\n").readAll()).isEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000\u0000\u0000\u0008\u0004\u00d2\u0016/",
        "\u0016\u0003\u0001\u0000\u0004\u0001\u0000\u0000\u0000", // like TLS, but none
        "\u0016\u0003", // perhaps TLS, and no more comes
        "PING\r\n",
        "*1\r\n$4\r\nPING\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "GE" // perhaps HTTP, and no more comes
      })
  void passesWhatIsNotHttpWithItsEnd(String said) throws Exception {
    ScriptedServer.Script echo = wire -> wire.in.transferTo(wire.out);
    try (var _ = hosts.dependency(9432, Wire::new, echo);
        var _ = hosts.application(8432, echo)) {
      for (var wire :
          List.of(
              hosts.callFromApplication(RecordedPod.SERVER, 9432),
              hosts.caller.connect(RecordedPod.POD, 8432))) {
        try (wire) {
          assertThat(wire.send(said).readAsMuchAs(said)).isEqualTo(said);
          assertThat(wire.endOutput().readAll()).isEmpty();
        }
      }
    }
    assertThat(hosts.metric("reprise_capture_lost_pairs_total")).isZero();
  }

  @Test
  void recordsNothingOfHostsThatAreLeftAlone() throws Exception {
    String request = post("/quiet", "left-alone.test");
    String answer = ok();
    try (var _ = hosts.dependency(9082, Wire::new, answering(request, answer));
        var application = hosts.callFromApplication(RecordedPod.SERVER, 9082)) {
      assertThat(application.send(request).readAsMuchAs(answer)).isEqualTo(answer);
    }
    String later = post("/after-quiet", "pay.test");
    try (var _ = hosts.dependency(9083, Wire::new, answering(later, answer));
        var application = hosts.callFromApplication(RecordedPod.SERVER, 9083)) {
      assertThat(application.send(later).readAsMuchAs(answer)).isEqualTo(answer);
    }

    assertRecorded("/after-quiet", Direction.OUT, later, answer);
    assertThat(pairs("/quiet")).isEmpty();
  }

  @Test
  void doesNotEvenSeePortsAndAddressesThatAreExcluded() throws Exception {
    long outbound = hosts.metric("reprise_capture_outbound_connections_total");
    long inbound = hosts.metric("reprise_capture_inbound_connections_total");
    ScriptedServer.Script greeting = wire -> wire.send("hello\n");
    try (var _ = hosts.dependency(RecordedPod.EXCLUDED_OUTBOUND, Wire::new, greeting);
        var _ = hosts.dependency(9084, Wire::new, greeting);
        var _ = hosts.application(RecordedPod.EXCLUDED_INBOUND, greeting);
        var port = hosts.callFromApplication(RecordedPod.SERVER, RecordedPod.EXCLUDED_OUTBOUND);
        var address = hosts.callFromApplication(RecordedPod.LEFT_ALONE, 9084);
        var caller = hosts.caller.connect(RecordedPod.POD, RecordedPod.EXCLUDED_INBOUND);
        var loopback = hosts.callFromApplication("127.0.0.1", RecordedPod.EXCLUDED_INBOUND);
        var kubelet = hosts.caller.connect(RecordedPod.POD, RecordedPod.HEALTH)) {

      for (var wire : List.of(port, address, caller, loopback)) {
        assertThat(wire.readAll()).isEqualTo("hello\n");
      }
      assertThat(kubelet.send("GET /ready HTTP/1.1\r\nHost: pod\r\n\r\n").readTo("\r\n"))
          .isEqualTo("HTTP/1.1 200 OK\r\n");

      assertThat(hosts.metric("reprise_capture_outbound_connections_total")).isEqualTo(outbound);
      assertThat(hosts.metric("reprise_capture_inbound_connections_total")).isEqualTo(inbound);
    }
  }

  @Test
  void breaksOffConnectionsToServersThatCannotBeReached() throws Exception {
    try (var application = hosts.callFromApplication(RecordedPod.SERVER, 9999)) {
      assertEnded(application);
    }
    try (var client = hosts.caller.connect(RecordedPod.POD, 8999)) {
      assertEnded(client);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {RecordedPod.INBOUND, RecordedPod.OUTBOUND})
  void turnsAwayWhoWasNotRedirected(int port) throws Exception {
    try (var neighbour = hosts.caller.connect(RecordedPod.POD, port);
        var inside = hosts.callFromApplication("127.0.0.1", port)) {
      assertEnded(neighbour);
      assertEnded(inside);
    }
  }

  @Test
  void worksWithNftablesAlike() throws Exception {
    hosts.rules("remove");
    hosts.rules("apply", "--with", "nft");
    try {
      recordsWhatComesInByteForByte(RecordedPod.POD, 8180);
      recordsWhatGoesOutByteForByte(RecordedPod.SERVER6, 9180);
    } finally {
      hosts.rules("remove", "--with", "nft");
      hosts.rules("apply");
    }
  }

  /** Of copies: what was acknowledged, or lies in the spool. */
  @Test
  void whenItIsKilledConnectionsEndAtOnceAndNothingThatWasKeptIsLost() throws Exception {
    hosts.killProxy();
    startProxy("127.0.0.1:1"); // nobody is there: copies wait on disk
    String answer = ok();
    ScriptedServer.Script patient =
        wire -> {
          wire.readMessage();
          wire.send(answer).in.read();
        };
    var open = new ArrayList<Wire>();
    try (var _ = hosts.application(8090, patient);
        var _ = hosts.dependency(9090, Wire::new, patient);
        var _ = hosts.dependency(9091, Wire::new, wire -> wire.in.read())) {
      for (int i = 0; i < 10; i++) {
        open.add(talked(hosts.caller.connect(RecordedPod.POD, 8090), "/kill/in/" + i, answer));
        open.add(
            talked(hosts.callFromApplication(RecordedPod.SERVER, 9090), "/kill/out/" + i, answer));
        open.add(hosts.callFromApplication(RecordedPod.SERVER, 9091)); // silent
      }
      Eventually.holds("the copies are on disk", () -> spooled() >= 20);

      hosts.killProxy();

      for (Wire wire : open) {
        assertEnded(wire);
      }
      startProxy(ingest.address());
      talked(hosts.caller.connect(RecordedPod.POD, 8090), "/kill/again/in", answer).close();
      talked(hosts.callFromApplication(RecordedPod.SERVER, 9090), "/kill/again/out", answer)
          .close();
      Eventually.holds("all are handed over", () -> pairs("/kill/").size() >= 22);
      assertThat(pairs("/kill/").stream().map(pair -> pair.request().target()))
          .doesNotHaveDuplicates()
          .hasSize(22);
    } finally {
      for (Wire wire : open) {
        wire.close();
      }
    }
  }

  private long spooled() {
    try {
      return hosts.metric("reprise_shipping_spooled_total");
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static Wire talked(Wire wire, String target, String answer) throws IOException {
    assertThat(wire.send(post(target, "shop.test")).readAsMuchAs(answer)).isEqualTo(answer);
    return wire;
  }

  /** By an end or a reset, and not by the reader's patience. */
  private static void assertEnded(Wire wire) {
    try {
      assertThat(wire.in.read()).isNegative();
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the connection hangs", e);
    } catch (IOException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
  }

  private RRPair assertRecorded(String target, Direction direction, String request, String answer) {
    Eventually.holds(target + " is recorded", () -> !pairs(target).isEmpty());
    assertThat(pairs(target)).hasSize(1);
    var pair = pairs(target).getFirst();
    assertThat(pair.direction()).isEqualTo(direction);
    assertThat(pair.notes().marks()).isEmpty();
    assertThat(pair.request().body().kept().text(ISO_8859_1)).isEqualTo(bodyOf(request));
    var answered = pair.response().orElseThrow();
    assertThat(answered.body().kept().text(ISO_8859_1)).isEqualTo(bodyOf(answer));
    return pair;
  }

  private List<RRPair> pairs(String targetPrefix) {
    return ingest.pairs().stream()
        .filter(pair -> pair.request().target().startsWith(targetPrefix))
        .toList();
  }

  /** Takes the request if it came as it was sent. */
  private static ScriptedServer.Script answering(String request, String answer) {
    return wire -> {
      assertThat(wire.readAsMuchAs(request)).isEqualTo(request);
      wire.send(answer).in.read();
    };
  }

  private static String post(String target, String host) {
    return message("POST " + target + " HTTP/1.1\r\nhOST: " + host + "\r\nX-a:  1\r\nx-A: 2\r\n");
  }

  private static String ok() {
    return message("HTTP/1.1 200 Very  well\r\nx-odd:yes\r\n");
  }

  private static String message(String head) {
    var bytes = new byte[200_000];
    new Random(7).nextBytes(bytes);
    return head + "Content-Length: " + bytes.length + "\r\n\r\n" + new String(bytes, ISO_8859_1);
  }

  private static String bodyOf(String message) {
    return message.substring(message.indexOf("\r\n\r\n") + 4);
  }
}
