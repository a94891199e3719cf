// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture;

import dev.reprise.capture.upstream.Exclusions;
import dev.reprise.capture.upstream.HostMap;
import dev.reprise.traffic.pair.Origin;
import dev.reprise.wire.door.DoorSettings;
import dev.reprise.wire.http1.Authority;
import dev.reprise.wire.http1.TapLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a proxy does: whom it records, where it listens, how it reaches servers, how much it copies.
 *
 * @param origin who is recorded
 * @param listeners where it listens
 * @param servers how it reaches servers
 * @param copies how much it copies
 * @param threads event loops, at least 1
 */
public record CaptureSettings(
    Origin origin, Listeners listeners, Servers servers, Copies copies, int threads) {

  /**
   * Where the proxy listens; at least one of all.
   *
   * @param address the address to listen on for what comes in, loopback unless told otherwise
   * @param inbound for what comes to the application
   * @param outbound for what the application asks of others
   * @param redirected for what the kernel leads here
   */
  public record Listeners(
      String address,
      Optional<Inbound> inbound,
      Optional<Outbound> outbound,
      Redirected redirected) {

    /** Refuses a proxy that listens nowhere. */
    public Listeners {
      if (inbound.isEmpty()
          && outbound.isEmpty()
          && redirected.inboundPort().isEmpty()
          && redirected.outboundPort().isEmpty()) {
        throw new IllegalArgumentException("a proxy needs an inbound or an outbound port");
      }
    }
  }

  /**
   * Listeners for connections that were redirected on their way to others, on all addresses: the
   * kernel chooses which it leads to. A connection that was not redirected is turned away.
   *
   * @param inboundPort for what comes to the application; 0 for any free one
   * @param outboundPort for what the application asks of others; 0 for any free one
   * @param caDirectory where the certificate authority lies or is made
   * @param door how long clients may take at the door
   */
  public record Redirected(
      OptionalInt inboundPort, OptionalInt outboundPort, Path caDirectory, DoorSettings door) {

    /** Nothing is redirected. */
    public static final Redirected NONE =
        new Redirected(
            OptionalInt.empty(), OptionalInt.empty(), Path.of("ca"), DoorSettings.DEFAULT);
  }

  /**
   * A listener that stands before the application.
   *
   * @param port 0 for any free one
   * @param application where the application listens
   */
  public record Inbound(int port, Authority application) {}

  /**
   * A listener that the application uses as its proxy.
   *
   * @param address the address to listen on; whoever reaches it can use the proxy
   * @param port 0 for any free one
   * @param caDirectory where the certificate authority lies or is made
   * @param door how long clients may take at the door
   */
  public record Outbound(String address, int port, Path caDirectory, DoorSettings door) {}

  /**
   * How servers are reached.
   *
   * @param hosts names that are resolved here
   * @param exclusions hosts that are neither recorded nor intercepted
   * @param authorities PEM files of authorities to trust besides the JDK's
   * @param verified whether certificates of servers are checked at all
   * @param connectTimeout for connections and TLS handshakes
   */
  public record Servers(
      HostMap hosts,
      Exclusions exclusions,
      List<Path> authorities,
      boolean verified,
      Duration connectTimeout) {

    /** No map, no exclusions, the JDK's roots, ten seconds. */
    public static final Servers DEFAULT =
        new Servers(HostMap.EMPTY, Exclusions.NONE, List.of(), true, Duration.ofSeconds(10));

    /** Copies the list. */
    public Servers {
      authorities = List.copyOf(authorities);
    }
  }

  /**
   * How much is copied.
   *
   * @param limits of each connection
   * @param memoryBytes of all connections together, until pairs are handed over
   */
  public record Copies(TapLimits limits, long memoryBytes) {

    /** The default limits, 64 MiB together. */
    public static final Copies DEFAULT = new Copies(TapLimits.DEFAULT, 64L << 20);
  }
}
