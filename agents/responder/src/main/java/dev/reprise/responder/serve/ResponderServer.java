// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.serve;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import dev.reprise.wire.door.DoorSettings;
import dev.reprise.wire.door.ProxyFrontDoor;
import dev.reprise.wire.http1.ByteBudget;
import dev.reprise.wire.http1.EpochClock;
import dev.reprise.wire.net.Transport;
import dev.reprise.wire.tls.LeafMint;
import dev.reprise.wire.tls.LocalAuthority;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The responder's listener.
 *
 * <p><b>Threads:</b> event loops of its own, and one thread that signs certificates; starting and
 * closing block.
 */
public final class ResponderServer implements AutoCloseable {

  private static final int BACKLOG = 1024;
  private static final long CONNECT_HEADS_BYTES = 16L * 1024 * 1024;

  /** This machine only. */
  public static final String LOOPBACK = "127.0.0.1";

  private final Transport transport = Transport.best();
  private final EventLoopGroup loops =
      transport.newLoops(Math.max(1, Runtime.getRuntime().availableProcessors()), "responder");
  private final ExecutorService signer =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("signer").factory());
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Place place;
  private final Channel listener;

  /**
   * Where it listens, and with how much patience.
   *
   * @param address anything but loopback lets others of the network in
   * @param port 0 for any free one
   * @param limits how long clients may take, and be idle
   */
  public record Place(String address, int port, DoorSettings limits) {

    /** With the usual patience. */
    public static Place of(String address, int port) {
      return new Place(address, port, DoorSettings.DEFAULT);
    }
  }

  private ResponderServer(Place place, LocalAuthority authority, Desk desk) {
    this.place = place;
    var mint = new LeafMint(authority, signer);
    var budget = new ByteBudget(CONNECT_HEADS_BYTES);
    var bound =
        new ServerBootstrap()
            .group(loops)
            .channel(transport.serverChannel())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel client) {
                    connections.add(client);
                    client
                        .pipeline()
                        .addLast(new ProxyFrontDoor(desk, place.limits(), mint, budget));
                  }
                })
            .bind(place.address(), place.port())
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      stopThreads();
      throw new AppException(
          ErrorKind.USER,
          "PORT_UNAVAILABLE",
          "The responder cannot listen on %s:%d: %s."
              .formatted(place.address(), place.port(), bound.cause().getMessage()),
          "Choose another port, or 0 for any free one.",
          Map.of("port", Integer.toString(place.port())),
          bound.cause());
    }
    this.listener = bound.channel();
  }

  /**
   * Starts to listen, and to answer.
   *
   * @param authority signs the certificates that TLS is ended with
   * @throws AppException if the port is taken
   */
  public static ResponderServer start(
      Place place, LocalAuthority authority, Mocks mocks, Journal journal) {
    var desk = new Desk(mocks, journal, new EpochClock(), place.limits().idle());
    return new ResponderServer(place, authority, desk);
  }

  /** Where it listens. */
  public String host() {
    return place.address();
  }

  /** Where it listens. */
  public int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /** Ends all connections; does nothing the second time. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    listener.close().syncUninterruptibly();
    connections.close().awaitUninterruptibly(5, TimeUnit.SECONDS);
    stopThreads();
  }

  private void stopThreads() {
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(6, TimeUnit.SECONDS);
    signer.shutdownNow();
  }
}
