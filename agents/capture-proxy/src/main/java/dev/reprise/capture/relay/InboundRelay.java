// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.relay;

import dev.reprise.capture.tap.Counter;
import dev.reprise.capture.tap.Ends;
import dev.reprise.capture.tap.Taps;
import dev.reprise.capture.upstream.Upstream;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.wire.http1.Authority;
import dev.reprise.wire.net.ReadGate;
import dev.reprise.wire.net.Waiting;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.Future;
import org.jboss.logging.Logger;

/**
 * Relays what comes for the application: one connection to it for each that is accepted. Where the
 * application cannot be reached, the client's connection is broken off, as it would be without a
 * proxy.
 *
 * <p><b>Threads:</b> shared by all channels of a listener.
 */
public final class InboundRelay extends ChannelInitializer<SocketChannel> {

  private static final Logger LOG = Logger.getLogger(InboundRelay.class);

  private final Authority application;
  private final Upstream upstream;
  private final Taps taps;

  /** Relays to the application. */
  public InboundRelay(Authority application, Upstream upstream, Taps taps) {
    this.application = application;
    this.upstream = upstream;
    this.taps = taps;
  }

  @Override
  protected void initChannel(SocketChannel client) {
    taps.counters().count(Counter.INBOUND_CONNECTIONS);
    ReadGate.of(client).close(ReadGate.Reason.CONNECTING);
    client.pipeline().addLast(Upstream.WAITING, new Waiting());
    upstream
        .connect(application, client.eventLoop())
        .addListener((Future<Channel> connected) -> connected(client, connected));
  }

  private void connected(Channel client, Future<Channel> connected) {
    if (!connected.isSuccess()) {
      taps.counters().count(Counter.FAILED_CONNECTIONS);
      LOG.debugf("application cannot be reached error=%s", connected.cause().getMessage());
      Closing.abort(client);
      return;
    }
    Channel server = connected.getNow();
    var tap = taps.tap(Direction.IN, Ends.inClear(client, server), "http", application);
    Tunnel.join(client, server, new Watcher(taps.counters(), tap));
  }
}
