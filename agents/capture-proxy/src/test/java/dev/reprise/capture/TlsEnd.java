// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.reprise.wire.net.Transport;
import dev.reprise.wire.tls.LocalAuthority;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What a client of {@code a.test} hears through a proxy until its connection ends, and how TLS
 * ended, which the JDK's sockets do not tell.
 *
 * @param isInOrder whether TLS' own end came
 */
record TlsEnd(String answer, boolean isInOrder) {

  static TlsEnd of(String request, CaptureProxy proxy, Path caDirectory) throws Exception {
    var loops = Transport.best().newLoops(1, "tls-client");
    try {
      var trusted = LocalAuthority.in(caDirectory).certificate();
      SslContext context = SslContextBuilder.forClient().trustManager(trusted).build();
      var end = new CompletableFuture<TlsEnd>();
      var channel =
          new Bootstrap()
              .group(loops)
              .channel(Transport.best().channel())
              .handler(
                  new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                      channel
                          .pipeline()
                          .addLast(context.newHandler(channel.alloc(), "a.test", 443))
                          .addLast(new Listener(end));
                    }
                  })
              .connect("127.0.0.1", proxy.outboundPort().getAsInt())
              .sync()
              .channel();
      var _ =
          channel.writeAndFlush(channel.alloc().buffer().writeBytes(request.getBytes(US_ASCII)));
      return end.get(30, TimeUnit.SECONDS);
    } finally {
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }

  private static final class Listener extends SimpleChannelInboundHandler<ByteBuf> {

    private final CompletableFuture<TlsEnd> end;
    private final StringBuilder heard = new StringBuilder();

    Listener(CompletableFuture<TlsEnd> end) {
      this.end = end;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
      heard.append(bytes.toString(US_ASCII));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof SslCloseCompletionEvent close) {
        end.complete(new TlsEnd(heard.toString(), close.isSuccess()));
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      end.completeExceptionally(cause);
    }
  }
}
