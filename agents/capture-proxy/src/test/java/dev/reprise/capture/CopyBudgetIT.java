// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture;

import static dev.reprise.capture.CapturedPairs.answerOf;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.capture.CaptureSettings.Copies;
import dev.reprise.capture.tap.Counter;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.wire.http1.TapLimits;
import dev.reprise.wire.http1.Undecodable;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;

/** What becomes of copies, and of the traffic, when the memory for copies is used up. */
class CopyBudgetIT {

  private static final int BUDGET = 64 << 10;
  private static final String LARGE = "0123456789abcdef".repeat(64 << 10); // 1 MiB
  private static final String GET = "GET /a HTTP/1.1\r\nHost: shop.test\r\n\r\n";

  private final CapturedPairs pairs = new CapturedPairs();

  @Test
  void cutsTheCopyOfABodyButNeitherTheBodyNorItsHash() throws Exception {
    String answer = answerWith(LARGE);
    try (var app =
            new ScriptedServer(wire -> {
              wire.readTo("\r\n\r\n");
              wire.send(answer);
              wire.readTo("\r\n\r\n");
              wire.send(answerWith("small"));
            });
        var proxy = proxyWith(app, BUDGET);
        var client = Wire.to(proxy.inboundPort().getAsInt())) {

      assertThat(client.send(GET).readMessage()).isEqualTo(answer);
      assertThat(client.send(GET).readMessage()).endsWith("small");

      var cut = answerOf(pairs.take()).body();
      assertThat(cut.kept().length()).isLessThanOrEqualTo(BUDGET);
      assertThat(cut.wireBytes()).isEqualTo(LARGE.length());
      assertThat(cut.sha256())
          .isEqualTo(
              Bytes.own(MessageDigest.getInstance("SHA-256").digest(LARGE.getBytes(ISO_8859_1))));
      assertThat(answerOf(pairs.take()).body().kept().text(ISO_8859_1)).isEqualTo("small");
      assertThat(pairs.isWithoutLoss()).isTrue();
      assertThat(proxy.heldBytes()).isZero();
    }
  }

  @Test
  void passesARequestOnForWhichThereIsNoRoomAndTellsThatItIsMissing() throws Exception {
    try (var app =
            new ScriptedServer(wire -> {
              for (int i = 0; i < 2; i++) {
                wire.readTo("\r\n\r\n");
                wire.send(answerWith("ok"));
              }
            });
        var proxy = proxyWith(app, GET.length() - 1);
        var client = Wire.to(proxy.inboundPort().getAsInt())) {

      assertThat(client.send(GET).readMessage()).endsWith("ok");
      assertThat(client.send(GET).readMessage()).endsWith("ok");

      assertThat(pairs.takeLoss()).isEqualTo("1: the memory for copies is used up");
      assertThat(proxy.counters().of(Counter.LOST_PAIRS)).isEqualTo(1);
      assertThat(proxy.counters().of(Undecodable.OVER_BUDGET)).isEqualTo(1);
      assertThat(proxy.heldBytes()).isZero();
      assertThat(pairs.isEmpty()).isTrue();
    }
  }

  private static String answerWith(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  private CaptureProxy proxyWith(ScriptedServer app, long memoryBytes) {
    var usual = Proxies.inboundSettings(app.port());
    var settings =
        new CaptureSettings(
            usual.origin(),
            usual.listeners(),
            usual.servers(),
            new Copies(TapLimits.DEFAULT, memoryBytes),
            1);
    return CaptureProxy.start(settings, pairs);
  }
}
