// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.relay;

import static dev.reprise.wire.net.ReadGate.Reason.CONNECTING;

import dev.reprise.capture.tap.Counter;
import dev.reprise.capture.tap.Ends;
import dev.reprise.capture.tap.Taps;
import dev.reprise.capture.upstream.Exclusions;
import dev.reprise.capture.upstream.Upstream;
import dev.reprise.capture.upstream.UpstreamException;
import dev.reprise.traffic.pair.Connection;
import dev.reprise.wire.door.DoorHost;
import dev.reprise.wire.door.DoorSettings;
import dev.reprise.wire.door.Refusal;
import dev.reprise.wire.door.Visit;
import dev.reprise.wire.http1.Authority;
import dev.reprise.wire.http1.RequestHead;
import dev.reprise.wire.net.ReadGate;
import dev.reprise.wire.net.Waiting;
import dev.reprise.wire.tls.ClientHello;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
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
  private static final AttributeKey<Channel> SERVER =
      AttributeKey.valueOf(OutboundDoor.class, "server");

  private final Origins origins;
  private final DoorSettings limits;

  /** Relays to servers that the upstream finds. */
  public OutboundDoor(Upstream upstream, Taps taps, Exclusions exclusions, DoorSettings limits) {
    this.origins = new Origins(upstream, taps, exclusions);
    this.limits = limits;
  }

  @Override
  public Future<?> admit(Authority authority, Channel client) {
    Promise<Void> admission = client.eventLoop().newPromise();
    origins
        .upstream()
        .connect(authority, client.eventLoop())
        .addListener((Future<Channel> connected) -> {
          if (connected.isSuccess()) {
            keep(client, connected.getNow());
            admission.setSuccess(null);
          } else {
            origins.taps().counters().count(Counter.FAILED_CONNECTIONS);
            admission.setFailure(connected.cause());
          }
        });
    return admission;
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
      case Visit.Clear(Authority authority) -> {
        Channel server = server(client);
        join(client, server, origins.watcher(Ends.inClear(client, server), "http", authority));
      }
      case Visit.Opaque(_) -> {
        origins.taps().counters().count(Counter.PASSED_THROUGH);
        join(client, server(client), new Watcher(origins.taps().counters(), null));
      }
      case Visit.Intercepted(Authority authority, Connection.Tls tls) ->
          intercept(client, authority, tls);
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

  private void intercept(Channel client, Authority authority, Connection.Tls tls) {
    Channel server = server(client);
    var ends = new Ends(client, server, tls);
    hold(client);
    String name = tls.sni().isEmpty() ? authority.address() : tls.sni();
    origins
        .upstream()
        .startTls(server, name, authority.port())
        .addListener((Future<SslHandler> secured) -> {
          if (secured.isSuccess()) {
            Tunnel.join(client, server, origins.watcher(ends, "https", authority));
          } else {
            var _ = server.close();
            refuse(client, origins.watcher(ends, "https", authority), secured.cause());
          }
        });
  }

  private void refuse(Channel client, Watcher watcher, Throwable cause) {
    origins.taps().counters().count(Counter.FAILED_CONNECTIONS);
    client.pipeline().addLast(new AnswerFirst(watcher, cause));
    client.pipeline().remove(Upstream.WAITING);
    ReadGate.of(client).open(CONNECTING);
  }

  private static void join(Channel client, Channel server, Watcher watcher) {
    hold(client);
    Tunnel.join(client, server, watcher);
  }

  private static void hold(Channel client) {
    ReadGate.of(client).close(CONNECTING);
    client.pipeline().addLast(Upstream.WAITING, new Waiting());
  }

  private static void keep(Channel client, Channel server) {
    client.attr(SERVER).set(server);
    client.closeFuture().addListener(_ -> server.eventLoop().execute(() -> closeUnjoined(server)));
  }

  private static void closeUnjoined(Channel server) {
    if (server.pipeline().get(Upstream.WAITING) != null) {
      var _ = server.close();
    }
  }

  private static Channel server(Channel client) {
    return client.attr(SERVER).get();
  }
}
