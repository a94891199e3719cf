// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.capture.tap.Counter;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RelayedBytesProperties {

  /** Whatever two peers say to each other, each hears exactly what the other said. */
  @Property(tries = 40)
  void passesAnyBytesBothWaysUntouched(
      @ForAll @IntRange(max = 300_000) int asked,
      @ForAll @IntRange(max = 300_000) int answered,
      @ForAll boolean likeHttp,
      @ForAll long seed)
      throws Exception {
    byte[] question = bytes(new Random(seed), asked, likeHttp ? "POST / HTTP/1.1\r\n" : "");
    byte[] answer = bytes(new Random(~seed), answered, likeHttp ? "HTTP/1.1 200 OK\r\n" : "");
    var pairs = new CapturedPairs();
    var heard = new java.util.concurrent.CompletableFuture<byte[]>();
    try (var app =
            new ScriptedServer(wire -> {
              heard.complete(wire.in.readAllBytes());
              wire.out.write(answer);
            });
        var proxy = Proxies.inbound(app.port(), pairs);
        var client = Wire.to(proxy.inboundPort().getAsInt())) {

      client.out.write(question);
      client.endOutput();

      assertThat(client.in.readAllBytes()).isEqualTo(answer);
      assertThat(heard.get(10, java.util.concurrent.TimeUnit.SECONDS)).isEqualTo(question);
      assertThat(proxy.counters().of(Counter.DETACHED_TAPS)).isZero();
    }
  }

  private static byte[] bytes(Random random, int length, String start) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    byte[] head = start.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    System.arraycopy(head, 0, bytes, 0, Math.min(head.length, length));
    return bytes;
  }
}
