// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections, TLS included: a request is not sent, and its time does not run, before the
 * handshake is over.
 *
 * <p>Trusts whom the JVM trusts ({@code javax.net.ssl.trustStore}), and checks the server's name.
 *
 * <p><b>Threads:</b> confined to its event loop, on which results come, always later.
 */
final class Connector {

  private final EventLoop loop;
  private final Duration limit;
  private @Nullable SslContext tls; // null until a target needs it

  /**
   * @param limit until a connection stands; for each of TCP and TLS
   */
  Connector(EventLoop loop, Duration limit) {
    this.loop = loop;
    this.limit = limit;
  }

  /** A connection to a target, with these handlers last in its pipeline. */
  Future<Channel> open(Target target, ChannelHandler... handlers) {
    Promise<Channel> opened = loop.newPromise();
    new Bootstrap()
        .group(loop)
        .channel(NioSocketChannel.class)
        .disableResolver() // it would look names up on the loop
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(limit.toMillis()))
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) throws SSLException {
                if (target.isTls()) {
                  channel.pipeline().addLast(tls(channel, target));
                }
                channel.pipeline().addLast(handlers);
              }
            })
        .connect(target.address())
        // Where not even a socket can be made, this is told on another thread.
        .addListener((ChannelFuture connected) -> loop.execute(() -> connected(connected, opened)));
    return opened;
  }

  private static void connected(ChannelFuture connected, Promise<Channel> opened) {
    if (!connected.isSuccess()) {
      opened.setFailure(connected.cause());
      return;
    }
    var channel = connected.channel();
    var handshake = channel.pipeline().get(SslHandler.class);
    if (handshake == null) {
      opened.setSuccess(channel);
      return;
    }
    handshake
        .handshakeFuture()
        .addListener(done -> {
          if (done.isSuccess()) {
            opened.setSuccess(channel);
          } else {
            var _ = channel.close();
            opened.setFailure(done.cause());
          }
        });
  }

  private SslHandler tls(Channel channel, Target target) throws SSLException {
    if (tls == null) {
      tls = SslContextBuilder.forClient().endpointIdentificationAlgorithm("HTTPS").build();
    }
    var handler = tls.newHandler(channel.alloc(), target.host(), target.port());
    handler.setHandshakeTimeoutMillis(limit.toMillis());
    return handler;
  }
}
