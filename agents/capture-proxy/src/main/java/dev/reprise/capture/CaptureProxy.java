// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture;

import dev.reprise.capture.relay.InboundRelay;
import dev.reprise.capture.relay.OutboundDoor;
import dev.reprise.capture.relay.RedirectedDoor;
import dev.reprise.capture.tap.CaptureCounters;
import dev.reprise.capture.tap.Counter;
import dev.reprise.capture.tap.Taps;
import dev.reprise.capture.upstream.Upstream;
import dev.reprise.shipping.PairSink;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import dev.reprise.wire.door.ProxyFrontDoor;
import dev.reprise.wire.http1.ByteBudget;
import dev.reprise.wire.http1.EpochClock;
import dev.reprise.wire.net.Transport;
import dev.reprise.wire.tls.LeafMint;
import dev.reprise.wire.tls.LocalAuthority;
import dev.reprise.wire.tls.UpstreamTls;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A running proxy.
 *
 * <p><b>Threads:</b> event loops of its own, and one thread that signs certificates; starting and
 * closing block.
 */
public final class CaptureProxy implements AutoCloseable {

  private static final int BACKLOG = 1024;

  private final Transport transport = Transport.best();
  private final CaptureSettings settings;
  private final CaptureCounters counters = new CaptureCounters();
  private final EventLoopGroup loops;
  private final ExecutorService signer =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("signer").factory());
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Upstream upstream;
  private final Taps taps;

  private Optional<Channel> inbound = Optional.empty();
  private Optional<Channel> outbound = Optional.empty();
  private Optional<Channel> redirectedInbound = Optional.empty();
  private Optional<Channel> redirectedOutbound = Optional.empty();
  private volatile boolean isAccepting;

  private CaptureProxy(CaptureSettings settings, PairSink sink, LongSupplier clock) {
    this.settings = settings;
    var servers = settings.servers();
    var tls =
        servers.verified() ? UpstreamTls.trusting(servers.authorities()) : UpstreamTls.unverified();
    this.upstream = new Upstream(transport, servers.hosts(), tls, servers.connectTimeout());
    var copies = settings.copies();
    this.taps =
        new Taps(
            settings.origin(),
            copies.limits(),
            new ByteBudget(copies.memoryBytes()),
            clock,
            sink,
            counters);
    this.loops = transport.newLoops(settings.threads(), "relay");
  }

  /**
   * Starts to listen.
   *
   * @param sink where pairs go; must neither block nor throw
   * @throws AppException if a port is taken, or a file cannot be used
   */
  public static CaptureProxy start(CaptureSettings settings, PairSink sink) {
    return start(settings, sink, new EpochClock());
  }

  static CaptureProxy start(CaptureSettings settings, PairSink sink, LongSupplier clock) {
    var proxy = new CaptureProxy(settings, sink, clock);
    try {
      proxy.listen();
      return proxy;
    } catch (RuntimeException e) {
      proxy.close();
      throw e;
    }
  }

  /** Where it listens for the application. */
  public OptionalInt inboundPort() {
    return port(inbound);
  }

  /** Where it listens as the application's proxy. */
  public OptionalInt outboundPort() {
    return port(outbound);
  }

  /** Where connections to the application are to be redirected to. */
  public OptionalInt redirectedInboundPort() {
    return port(redirectedInbound);
  }

  /** Where connections of the application are to be redirected to. */
  public OptionalInt redirectedOutboundPort() {
    return port(redirectedOutbound);
  }

  /** Its figures. */
  public CaptureCounters counters() {
    return counters;
  }

  /** How much the copies hold now that are not handed over. */
  public long heldBytes() {
    return taps.budget().usedBytes();
  }

  /** What the copies are held against. */
  ByteBudget budget() {
    return taps.budget();
  }

  /** How many connections from clients are open. */
  public int openClientConnections() {
    return connections.size();
  }

  /** How many connections to servers are open. */
  public int openServerConnections() {
    return upstream.openConnections();
  }

  /**
   * Answers those who ask how it is ({@link HealthDoor}), until it is closed.
   *
   * @param port 0 for any free one
   * @param metrics in Prometheus' text format
   * @return the port
   * @throws AppException if the port is taken
   */
  int tellHealth(String address, int port, Supplier<String> metrics) {
    var door = new HealthDoor(() -> isAccepting, metrics);
    return port(bind(new InetSocketAddress(address, port), door));
  }

  /** Stops accepting, and lets open connections end by themselves for a while. */
  public void drain(Duration limit) throws InterruptedException {
    stopAccepting();
    connections.newCloseFuture().await(limit.toMillis());
  }

  /** Ends all connections; what was seen of them is handed over first. Again, it does nothing. */
  @Override
  public void close() {
    if (loops.isShuttingDown()) {
      return;
    }
    stopAccepting();
    connections.close().awaitUninterruptibly(5, TimeUnit.SECONDS);
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(6, TimeUnit.SECONDS);
    signer.shutdownNow();
    upstream.close();
  }

  private void stopAccepting() {
    isAccepting = false;
    Stream.of(inbound, outbound, redirectedInbound, redirectedOutbound)
        .flatMap(Optional::stream)
        .forEach(listener -> listener.close().syncUninterruptibly());
  }

  private void listen() {
    inbound =
        settings
            .listeners()
            .inbound()
            .map(listener ->
                listen(
                    settings.listeners().address(),
                    listener.port(),
                    new InboundRelay(listener.application(), upstream, taps)));
    outbound =
        settings
            .listeners()
            .outbound()
            .map(listener -> listen(listener.address(), listener.port(), door(listener)));
    listenForRedirected(settings.listeners().redirected());
    isAccepting = true;
  }

  private void listenForRedirected(CaptureSettings.Redirected listener) {
    if (listener.inboundPort().isPresent()) {
      var door = RedirectedDoor.inbound(upstream, taps, listener.door());
      redirectedInbound = Optional.of(listen(anywhere(listener.inboundPort().getAsInt()), door));
    }
    if (listener.outboundPort().isPresent()) {
      var door =
          RedirectedDoor.outbound(
              upstream,
              taps,
              settings.servers().exclusions(),
              listener.door(),
              mint(listener.caDirectory()));
      redirectedOutbound = Optional.of(listen(anywhere(listener.outboundPort().getAsInt()), door));
    }
  }

  private InetSocketAddress anywhere(int port) {
    if (transport != Transport.EPOLL) {
      throw new AppException(
          ErrorKind.USER,
          "TRANSPARENT_UNAVAILABLE",
          "The proxy cannot take redirected connections: where each was to go is asked of its socket, which only"
              + " Netty's epoll for Linux on x86-64 can do, and that does not load here.",
          "Run it on Linux on x86-64, or lead applications to it by their settings: --app-port, --outbound-port.");
    }
    return new InetSocketAddress(port);
  }

  /** For what is relayed, which is known and ended with the proxy. */
  private Channel listen(String address, int port, ChannelHandler handler) {
    return listen(new InetSocketAddress(address, port), handler);
  }

  private Channel listen(InetSocketAddress address, ChannelHandler handler) {
    var known =
        new ChannelInitializer<SocketChannel>() {
          @Override
          protected void initChannel(SocketChannel client) {
            connections.add(client);
            client.pipeline().addLast(handler);
          }
        };
    return bind(address, known);
  }

  private LeafMint mint(Path caDirectory) {
    return new LeafMint(LocalAuthority.in(caDirectory), signer);
  }

  private ChannelHandler door(CaptureSettings.Outbound listener) {
    var mint = mint(listener.caDirectory());
    var host = new OutboundDoor(upstream, taps, settings.servers().exclusions(), listener.door());
    return new ChannelInitializer<SocketChannel>() {
      @Override
      protected void initChannel(SocketChannel client) {
        counters.count(Counter.OUTBOUND_CONNECTIONS);
        client.pipeline().addLast(new ProxyFrontDoor(host, listener.door(), mint, taps.budget()));
      }
    };
  }

  private Channel bind(InetSocketAddress address, ChannelHandler handler) {
    var bound =
        new ServerBootstrap()
            .group(loops)
            .channel(transport.serverChannel())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, Upstream.WATER_MARKS)
            .childHandler(handler)
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new AppException(
          ErrorKind.USER,
          "PORT_UNAVAILABLE",
          "The proxy cannot listen on %s:%d: %s"
              .formatted(address.getHostString(), address.getPort(), bound.cause().getMessage()),
          "Choose another port, or 0 for any free one.",
          Map.of("port", Integer.toString(address.getPort())),
          bound.cause());
    }
    upstream.guardAgainstLoop(port(bound.channel()));
    return bound.channel();
  }

  private static OptionalInt port(Optional<Channel> listener) {
    return listener.map(CaptureProxy::port).map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  private static int port(Channel listener) {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }
}
