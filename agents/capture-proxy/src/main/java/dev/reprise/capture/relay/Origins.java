// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.relay;

import dev.reprise.capture.tap.Ends;
import dev.reprise.capture.tap.Taps;
import dev.reprise.capture.upstream.Exclusions;
import dev.reprise.capture.upstream.Upstream;
import dev.reprise.traffic.pair.Connection;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.wire.http1.Authority;
import dev.reprise.wire.http1.ConnectionTap;
import dev.reprise.wire.http1.Destination;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import org.jspecify.annotations.Nullable;

/**
 * Makes the connections to servers and decides which of them are recorded.
 *
 * <p><b>Threads:</b> thread-safe; a connection lives on the client's loop.
 */
final class Origins {

  private final Upstream upstream;
  private final Taps taps;
  private final Direction direction;
  private final Exclusions exclusions;

  Origins(Upstream upstream, Taps taps, Direction direction, Exclusions exclusions) {
    this.upstream = upstream;
    this.taps = taps;
    this.direction = direction;
    this.exclusions = exclusions;
  }

  Taps taps() {
    return taps;
  }

  Upstream upstream() {
    return upstream;
  }

  boolean isExcluded(Authority authority) {
    return exclusions.contains(authority);
  }

  /** A watcher of a connection, with a tap unless the host is excluded. */
  Watcher watcher(Ends ends, String scheme, Authority authority) {
    ConnectionTap tap =
        isExcluded(authority) ? null : taps.tap(direction, ends, scheme, authority, exclusions);
    return new Watcher(taps.counters(), tap);
  }

  /** A watcher of what is asked of a server that cannot be reached. */
  Watcher unconnected(Channel client, Destination destination) {
    return watcher(Ends.unconnected(client), destination.scheme(), destination.authority());
  }

  /** A link to the server of a request, with TLS where the request's scheme asks for it. */
  Future<OriginLink> connect(Destination destination, Channel client, ForwardRelay relay) {
    Promise<OriginLink> result = client.eventLoop().newPromise();
    Authority authority = destination.authority();
    upstream
        .connect(authority, client.eventLoop())
        .addListener((Future<Channel> connected) -> {
          if (!connected.isSuccess()) {
            result.setFailure(connected.cause());
            return;
          }
          Channel server = connected.getNow();
          if (destination.scheme().equals("http")) {
            result.setSuccess(link(relay, client, server, destination, null));
            return;
          }
          upstream
              .startTls(server, authority.address(), authority.port())
              .addListener((Future<SslHandler> done) -> {
                if (done.isSuccess()) {
                  var tls = agreed(done.getNow(), authority);
                  result.setSuccess(link(relay, client, server, destination, tls));
                } else {
                  var _ = server.close();
                  result.setFailure(done.cause());
                }
              });
        });
    return result;
  }

  private OriginLink link(
      ForwardRelay relay,
      Channel client,
      Channel server,
      Destination destination,
      Connection.@Nullable Tls tls) {
    var ends = new Ends(client, server, tls);
    var watcher = watcher(ends, destination.scheme(), destination.authority());
    return new OriginLink(relay, client, server, destination, watcher, taps);
  }

  private static Connection.Tls agreed(SslHandler handler, Authority authority) {
    String protocol = handler.applicationProtocol();
    var session = handler.engine().getSession();
    return new Connection.Tls(
        session.getProtocol(),
        authority.address(),
        protocol == null ? "" : protocol,
        session.getCipherSuite());
  }
}
