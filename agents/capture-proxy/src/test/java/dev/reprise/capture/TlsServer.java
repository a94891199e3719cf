// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.reprise.wire.net.Transport;
import dev.reprise.wire.tls.LeafMint;
import dev.reprise.wire.tls.LocalAuthority;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A server of {@code pay.test} with a certificate of an authority of its own. */
final class TlsServer implements AutoCloseable {

  static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\npaid";

  private final EventLoopGroup loops = Transport.best().newLoops(1, "tls-server");
  private final LocalAuthority authority;
  private final Channel listener;

  TlsServer(Path directory) throws Exception {
    authority = LocalAuthority.in(directory);
    var context = new LeafMint(authority, Runnable::run).contextFor("pay.test").get();
    listener =
        new ServerBootstrap()
            .group(loops)
            .channel(Transport.best().serverChannel())
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel.pipeline().addLast(context.newHandler(channel.alloc()), new Answer());
                  }
                })
            .bind("127.0.0.1", 0)
            .sync()
            .channel();
  }

  int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  Path authorityFile() {
    return authority.certificateFile();
  }

  @Override
  public void close() {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private static final class Answer extends SimpleChannelInboundHandler<ByteBuf> {
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
      if (bytes.toString(US_ASCII).contains("\r\n\r\n")) {
        var _ = ctx.writeAndFlush(ctx.alloc().buffer().writeBytes(ANSWER.getBytes(US_ASCII)));
      }
    }
  }
}
