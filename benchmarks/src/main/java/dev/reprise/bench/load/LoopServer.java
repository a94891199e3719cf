// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.load;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A server that answers from memory, with one of {@link Answers}, as fast as bytes can be moved. It
 * shares the event loop of whoever starts it, so that a client and it do not fight for a processor.
 *
 * <p><b>Threads:</b> confined to the event loop; starting and closing block.
 */
final class LoopServer implements AutoCloseable {

  private static final int BACKLOG = 1024;

  private final Channel listener;

  private LoopServer(Channel listener) {
    this.listener = listener;
  }

  static LoopServer start(EventLoopGroup loops, Class<? extends ServerChannel> type) {
    ByteBuf small = Answers.small();
    ByteBuf large = Answers.large();
    var listener =
        new ServerBootstrap()
            .group(loops)
            .channel(type)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new Answering(small, large));
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly()
            .channel();
    return new LoopServer(listener);
  }

  int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  @Override
  public void close() {
    listener.close().syncUninterruptibly();
  }

  /** Answers every GET on its connection; looks at no more than the first letter of the path. */
  private static final class Answering extends ChannelInboundHandlerAdapter {

    private static final int LETTER_AT = "GET /".length();
    private static final int EMPTY_LINE = 0x0d0a0d0a;

    private final ByteBuf small;
    private final ByteBuf large;
    private int at; // in the current request
    private int last; // the four bytes before
    private boolean isLarge;

    Answering(ByteBuf small, ByteBuf large) {
      this.small = small;
      this.large = large;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      var bytes = (ByteBuf) message;
      int end = bytes.writerIndex();
      for (int i = bytes.readerIndex(); i < end; i++) {
        byte b = bytes.getByte(i);
        if (at++ == LETTER_AT) {
          isLarge = b == 'l';
        }
        last = (last << 8) | (b & 0xff);
        if (last == EMPTY_LINE) {
          var _ = ctx.write((isLarge ? large : small).duplicate(), ctx.voidPromise());
          at = 0;
          last = 0;
        }
      }
      bytes.release();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      ctx.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      var _ = ctx.close(); // wrk ends its connections so
    }
  }
}
