// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.relay;

import dev.reprise.capture.tap.Counter;
import dev.reprise.capture.tap.Ends;
import dev.reprise.capture.tap.Taps;
import dev.reprise.capture.upstream.Exclusions;
import dev.reprise.capture.upstream.Upstream;
import dev.reprise.capture.upstream.UpstreamException;
import dev.reprise.traffic.pair.Connection;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.wire.door.DoorHost;
import dev.reprise.wire.door.DoorSettings;
import dev.reprise.wire.door.Refusal;
import dev.reprise.wire.door.Visit;
import dev.reprise.wire.http1.Authority;
import dev.reprise.wire.http1.RequestHead;
import dev.reprise.wire.tls.ClientHello;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.util.concurrent.Future;
import org.jboss.logging.Logger;

/**
 * Relays what comes in at the proxy's door to the real servers, and records it.
 *
 * <p>A tunnel's server is connected before the client is let in, so that the client learns at once
 * of one that cannot be reached. A server whose certificate cannot be trusted shows only later;
 * then the client gets 502 within its own TLS.
 *
 * <p><b>Threads:</b> shared by all channels of a listener.
 */
public final class OutboundDoor implements DoorHost {

  private static final Logger LOG = Logger.getLogger(OutboundDoor.class);

  private final Origins origins;
  private final Tunnels tunnels;
  private final DoorSettings limits;

  /** Relays to servers that the upstream finds. */
  public OutboundDoor(Upstream upstream, Taps taps, Exclusions exclusions, DoorSettings limits) {
    this.origins = new Origins(upstream, taps, Direction.OUT, exclusions);
    this.tunnels = new Tunnels(origins);
    this.limits = limits;
  }

  @Override
  public Future<?> admit(Authority authority, Channel client) {
    return tunnels.connect(authority, client);
  }

  @Override
  public boolean intercepts(Authority authority, ClientHello hello) {
    return hello.acceptsHttp1() && !origins.isExcluded(authority);
  }

  @Override
  public void enter(Visit visit, ChannelPipeline pipeline) {
    Channel client = pipeline.channel();
    switch (visit) {
      case Visit.Requests() -> pipeline.addLast(new ForwardRelay(client, origins, limits));
      case Visit.Clear(Authority authority) -> tunnels.record(client, authority);
      case Visit.Opaque(_) -> tunnels.pass(client);
      case Visit.Intercepted(Authority authority, Connection.Tls tls) ->
          tunnels.intercept(client, authority, tls, _ -> {});
    }
  }

  @Override
  public void unanswered(Channel client, RequestHead asked, Throwable cause) {
    var authority = Authority.parse(asked.target(), Authority.defaultPort("https"));
    if (authority.isEmpty()) {
      return; // it would not have been let in
    }
    Watcher watcher = origins.watcher(Ends.unconnected(client), "http", authority.get());
    ByteBuf head = RequestRewrite.encode(client.alloc(), asked);
    watcher.requestBytes(head);
    head.release();
    watcher.unanswered(UpstreamException.markOf(cause));
  }

  @Override
  public void turnedAway(Channel client, Refusal reason) {
    origins.taps().counters().count(Counter.TURNED_AWAY);
    LOG.debugf("connection turned away reason=%s", reason);
  }
}
