// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.relay;

import dev.reprise.capture.tap.Counter;
import dev.reprise.capture.tap.Taps;
import dev.reprise.capture.upstream.Exclusions;
import dev.reprise.capture.upstream.Upstream;
import dev.reprise.capture.upstream.UpstreamException;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.wire.door.DoorHost;
import dev.reprise.wire.door.DoorSettings;
import dev.reprise.wire.door.ProxyFrontDoor;
import dev.reprise.wire.door.Refusal;
import dev.reprise.wire.door.Visit;
import dev.reprise.wire.http1.Authority;
import dev.reprise.wire.http1.ByteBudget;
import dev.reprise.wire.tls.ClientHello;
import dev.reprise.wire.tls.ServerIdentity;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.Future;
import org.jboss.logging.Logger;

/**
 * Takes connections that the kernel led here on their way to another: finds out where each was to
 * go, connects to there, and records it if HTTP is spoken. Nobody knows of the proxy, so whatever
 * it does not understand passes untouched, and failures look as they would without it: a server
 * that cannot be reached breaks the connection off.
 *
 * <p>TLS from the application is ended where it names a server. Where that turns out not to work,
 * the host's later connections pass ({@link UninterceptedHosts}).
 *
 * <p><b>Threads:</b> shared by all channels of a listener.
 */
public final class RedirectedDoor extends ChannelInitializer<SocketChannel> implements DoorHost {

  private static final Logger LOG = Logger.getLogger(RedirectedDoor.class);

  private final Direction direction;
  private final Taps taps;
  private final Origins origins;
  private final Tunnels tunnels;
  private final DoorSettings limits;
  private final ServerIdentity identity;
  private final ByteBudget budget;
  private final UninterceptedHosts unintercepted = new UninterceptedHosts();

  private RedirectedDoor(
      Direction direction, Origins origins, DoorSettings limits, ServerIdentity identity) {
    this.direction = direction;
    this.taps = origins.taps();
    this.origins = origins;
    this.tunnels = new Tunnels(origins);
    this.limits = limits;
    this.identity = identity;
    this.budget = taps.budget();
  }

  /** For what comes to the application; its TLS passes. */
  public static RedirectedDoor inbound(Upstream upstream, Taps taps, DoorSettings limits) {
    var origins = new Origins(upstream, taps, Direction.IN, Exclusions.NONE);
    return new RedirectedDoor(Direction.IN, origins, limits, ServerIdentity.NONE);
  }

  /**
   * For what the application asks of others.
   *
   * @param identity as whom its TLS is ended
   */
  public static RedirectedDoor outbound(
      Upstream upstream,
      Taps taps,
      Exclusions exclusions,
      DoorSettings limits,
      ServerIdentity identity) {
    var origins = new Origins(upstream, taps, Direction.OUT, exclusions);
    return new RedirectedDoor(Direction.OUT, origins, limits, identity);
  }

  @Override
  protected void initChannel(SocketChannel client) {
    taps.counters()
        .count(
            direction == Direction.IN ? Counter.INBOUND_CONNECTIONS : Counter.OUTBOUND_CONNECTIONS);
    OriginalDestination.of(client)
        .ifPresentOrElse(
            towards ->
                client
                    .pipeline()
                    .addLast(ProxyFrontDoor.redirected(towards, this, limits, identity, budget)),
            () -> {
              taps.counters().count(Counter.TURNED_AWAY);
              Closing.abort(client); // whom it is for cannot be known: nobody led it here
            });
  }

  @Override
  public Future<?> admit(Authority authority, Channel client) {
    return tunnels.connect(authority, client);
  }

  @Override
  public boolean intercepts(Authority authority, ClientHello hello) {
    if (direction == Direction.IN || !hello.acceptsHttp1() || origins.isExcluded(authority)) {
      return false;
    }
    return Authority.parse(hello.serverName(), authority.port())
        .filter(named -> named.port() == authority.port())
        .filter(named -> !origins.isExcluded(named) && !unintercepted.contains(named))
        .isPresent();
  }

  @Override
  public void enter(Visit visit, ChannelPipeline pipeline) {
    Channel client = pipeline.channel();
    switch (visit) {
      case Visit.Requests() ->
          throw new IllegalStateException("a redirected connection is for one server");
      case Visit.Clear(Authority authority) -> tunnels.record(client, authority);
      case Visit.Opaque(_) -> tunnels.pass(client);
      case Visit.Intercepted(Authority authority, var tls) -> {
        var named = new Authority(tls.sni(), authority.port());
        tunnels.intercept(
            client,
            named,
            tls,
            cause -> unintercepted.add(named, UpstreamException.messageOf(cause)));
      }
    }
  }

  @Override
  public void distrusted(Authority authority, ClientHello hello) {
    unintercepted.add(
        new Authority(hello.serverName(), authority.port()),
        "the application does not trust the local authority");
  }

  @Override
  public void turnedAway(Channel client, Refusal reason) {
    taps.counters().count(Counter.TURNED_AWAY);
    LOG.debugf("connection turned away reason=%s", reason);
  }
}
