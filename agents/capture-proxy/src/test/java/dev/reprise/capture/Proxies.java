// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture;

import dev.reprise.capture.CaptureSettings.Copies;
import dev.reprise.capture.CaptureSettings.Inbound;
import dev.reprise.capture.CaptureSettings.Listeners;
import dev.reprise.capture.CaptureSettings.Outbound;
import dev.reprise.capture.CaptureSettings.Redirected;
import dev.reprise.capture.CaptureSettings.Servers;
import dev.reprise.shipping.PairSink;
import dev.reprise.traffic.pair.Origin;
import dev.reprise.wire.door.DoorSettings;
import dev.reprise.wire.http1.Authority;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Proxies as tests want them. */
final class Proxies {

  private Proxies() {}

  static CaptureProxy inbound(int applicationPort, PairSink sink) {
    return CaptureProxy.start(inboundSettings(applicationPort), sink);
  }

  static CaptureSettings inboundSettings(int applicationPort) {
    var application = new Authority("127.0.0.1", applicationPort);
    return settings(
        new Listeners(
            "127.0.0.1",
            Optional.of(new Inbound(0, application)),
            Optional.empty(),
            Redirected.NONE),
        Servers.DEFAULT);
  }

  static CaptureProxy outbound(Path caDirectory, Servers servers, PairSink sink) {
    return outbound(
        caDirectory, servers, DoorSettings.DEFAULT.withPeek(Duration.ofMillis(300)), sink);
  }

  static CaptureProxy outbound(
      Path caDirectory, Servers servers, DoorSettings door, PairSink sink) {
    var listeners =
        new Listeners(
            "127.0.0.1",
            Optional.empty(),
            Optional.of(new Outbound("127.0.0.1", 0, caDirectory, door)),
            Redirected.NONE);
    return CaptureProxy.start(settings(listeners, servers), sink);
  }

  private static CaptureSettings settings(Listeners listeners, Servers servers) {
    return new CaptureSettings(Origin.of("shop"), listeners, servers, Copies.DEFAULT, 1);
  }
}
