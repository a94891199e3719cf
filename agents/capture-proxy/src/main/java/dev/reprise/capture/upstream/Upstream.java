// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.upstream;

import dev.reprise.traffic.pair.Mark;
import dev.reprise.wire.http1.Authority;
import dev.reprise.wire.net.ReadGate;
import dev.reprise.wire.net.SystemNames;
import dev.reprise.wire.net.Transport;
import dev.reprise.wire.net.Waiting;
import dev.reprise.wire.tls.HandshakeGuard;
import dev.reprise.wire.tls.UpstreamTls;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Opens connections to the real servers.
 *
 * <p>A connection comes with its {@link ReadGate} closed and a {@link Waiting} handler named {@link
 * #WAITING}, so that nothing a server says early is lost before somebody listens.
 *
 * <p><b>Threads:</b> thread-safe; a connection lives on the loop that asked for it.
 */
public final class Upstream implements AutoCloseable {

  /** The name of the handler that holds what a server says before somebody listens. */
  public static final String WAITING = "waiting";

  /** How much may wait to be written to a channel before its peer pauses. */
  public static final WriteBufferWaterMark WATER_MARKS =
      new WriteBufferWaterMark(64 * 1024, 256 * 1024);

  private final Transport transport;
  private final HostMap hosts;
  private final UpstreamTls tls;
  private final Duration connectTimeout;
  private final SystemNames names = new SystemNames();
  private final AtomicInteger open = new AtomicInteger();
  private final Set<Integer> ownPorts = ConcurrentHashMap.newKeySet();

  /** Connects to hosts by the map, or else by the system's names. */
  public Upstream(Transport transport, HostMap hosts, UpstreamTls tls, Duration connectTimeout) {
    this.transport = transport;
    this.hosts = hosts;
    this.tls = tls;
    this.connectTimeout = connectTimeout;
  }

  /** How many connections are open now. */
  public int openConnections() {
    return open.get();
  }

  /** Refuses connections to this port of this machine from now on: they would come back here. */
  public void guardAgainstLoop(int port) {
    ownPorts.add(port);
  }

  /**
   * Connects, but not before the loop has handled all events that it has at hand: among them may be
   * some of a descriptor that is closed in this round and used again by the new connection, which
   * epoll's transport would take for the new one's own, and close it.
   *
   * @return fails with {@link UpstreamException}
   */
  public Future<Channel> connect(Authority authority, EventLoop loop) {
    Promise<Channel> result = loop.newPromise();
    loop.execute(() -> connect(authority, loop, result));
    return result;
  }

  private void connect(Authority authority, EventLoop loop, Promise<Channel> result) {
    var target = hosts.resolve(authority);
    var connecting =
        new Bootstrap()
            .group(loop)
            .channel(transport.channel())
            .resolver(names)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .option(ChannelOption.AUTO_READ, false)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARKS)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connectTimeout.toMillis())
            .handler(new Held())
            .connect(InetSocketAddress.createUnresolved(target.host(), target.port()));
    connecting.addListener(done -> {
      Channel channel = connecting.channel();
      if (!done.isSuccess()) {
        result.setFailure(unreachable(authority, target, done.cause()));
      } else if (leadsBack(channel)) {
        var _ = channel.close();
        result.setFailure(
            new UpstreamException(
                Mark.SERVER_UNREACHABLE, authority + " leads back to this proxy (a loop)"));
      } else {
        open.incrementAndGet();
        channel.closeFuture().addListener(_ -> open.decrementAndGet());
        result.setSuccess(channel);
      }
    });
  }

  /**
   * Begins TLS on a connection.
   *
   * @param serverName whom the client asked for; checked against the server's certificate
   * @return fails with {@link UpstreamException} when the server cannot be trusted
   */
  public Future<SslHandler> startTls(Channel channel, String serverName, int port) {
    Promise<SslHandler> result = channel.eventLoop().newPromise();
    SslHandler handler = tls.newHandler(channel.alloc(), serverName, port);
    handler.setHandshakeTimeoutMillis(connectTimeout.toMillis());
    channel.pipeline().addFirst(handler);
    HandshakeGuard.before(channel.pipeline(), handler);
    handler
        .handshakeFuture()
        .addListener(done -> {
          if (done.isSuccess()) {
            result.setSuccess(handler);
          } else {
            result.setFailure(
                new UpstreamException(
                    Mark.TLS_FAILED,
                    "no TLS with " + serverName + ":" + port + ": " + reason(done.cause()),
                    done.cause()));
          }
        });
    return result;
  }

  @Override
  public void close() {
    names.close();
  }

  private boolean leadsBack(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress remote
        && channel.localAddress() instanceof InetSocketAddress local
        && ownPorts.contains(remote.getPort())
        && (remote.getAddress().isLoopbackAddress()
            || remote.getAddress().equals(local.getAddress()));
  }

  private static UpstreamException unreachable(
      Authority authority, HostMap.Target target, Throwable cause) {
    boolean mapped =
        !target.host().equals(authority.address()) || target.port() != authority.port();
    String where = mapped ? " (mapped to " + target.host() + ":" + target.port() + ")" : "";
    return new UpstreamException(
        cause instanceof UnknownHostException ? Mark.NAME_UNKNOWN : Mark.SERVER_UNREACHABLE,
        "could not connect to " + authority + where + ": " + reason(cause),
        cause);
  }

  private static String reason(Throwable cause) {
    Throwable deepest = cause;
    for (Throwable next = cause; next != null; next = next.getCause()) {
      deepest = next;
    }
    return deepest instanceof ClosedChannelException
        ? "the server closed the connection"
        : UpstreamException.messageOf(deepest);
  }

  private static final class Held extends ChannelInitializer<SocketChannel> {
    @Override
    protected void initChannel(SocketChannel channel) {
      ReadGate.of(channel).close(ReadGate.Reason.CONNECTING);
      channel.pipeline().addLast(WAITING, new Waiting());
    }
  }
}
