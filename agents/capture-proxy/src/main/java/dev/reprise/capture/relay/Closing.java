// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.relay;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;

/** The ways in which a connection ends, passed on as they came. */
final class Closing {

  private Closing() {}

  /** Ends both directions, after what was written has left. */
  static void afterFlush(Channel channel) {
    if (channel.isActive()) {
      channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    } else {
      var _ = channel.close();
    }
  }

  /** Ends the direction to the peer only, after what was written has left. */
  static void output(Channel channel) {
    channel
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(_ -> {
          var tls = channel.pipeline().get(SslHandler.class);
          if (tls == null) {
            shutdownOutput(channel);
          } else {
            tls.closeOutbound().addListener(_ -> shutdownOutput(channel));
          }
        });
  }

  /**
   * Ends the direction to the peer without TLS' own end, after what was written has left: the peer
   * can see that something may be missing, as it would have without the relay.
   */
  static void truncateOutput(Channel channel) {
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> shutdownOutput(channel));
  }

  /** Breaks the connection off, so that the peer cannot take what it got for the whole. */
  static void abort(Channel channel) {
    if (!channel.isOpen()) {
      return;
    }
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    ChannelHandlerContext first = channel.pipeline().firstContext();
    // From the first handler on nothing is in the way: TLS would say an orderly end before.
    var _ = first == null ? channel.close() : first.close();
  }

  private static void shutdownOutput(Channel channel) {
    if (channel instanceof DuplexChannel duplex && channel.isActive()) {
      var _ = duplex.shutdownOutput();
    }
  }
}
