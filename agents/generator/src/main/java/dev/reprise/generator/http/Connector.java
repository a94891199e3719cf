// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.http;

import dev.reprise.wire.net.Transport;
import dev.reprise.wire.tls.UpstreamTls;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;

/**
 * Opens connections, TLS included: a request is not sent, and its time does not run, before the
 * handshake is over.
 *
 * <p>Checks the server's certificate and name.
 *
 * <p><b>Threads:</b> confined to its event loop, one of {@link Transport#best}, on which results
 * come, always later.
 */
final class Connector {

  private final EventLoop loop;
  private final Duration limit;
  private final UpstreamTls tls;

  /**
   * @param limit until a connection stands; for each of TCP and TLS
   */
  Connector(EventLoop loop, Duration limit, UpstreamTls tls) {
    this.loop = loop;
    this.limit = limit;
    this.tls = tls;
  }

  /** A connection to a target, with these handlers last in its pipeline. */
  Future<Channel> open(Target target, ChannelHandler... handlers) {
    Promise<Channel> opened = loop.newPromise();
    new Bootstrap()
        .group(loop)
        .channel(Transport.best().channel())
        .disableResolver() // it would look names up on the loop
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(limit.toMillis()))
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
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

  private SslHandler tls(Channel channel, Target target) {
    var handler = tls.newHandler(channel.alloc(), target.host(), target.port());
    handler.setHandshakeTimeoutMillis(limit.toMillis());
    return handler;
  }
}
