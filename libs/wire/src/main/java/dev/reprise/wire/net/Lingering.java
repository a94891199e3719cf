// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.net;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection so that its peer gets all that was sent: a socket that is closed while bytes of
 * the peer lie unread in it is reset, and the peer may lose what is on its way (RFC 9112, section
 * 9.6).
 */
public final class Lingering {

  private static final int LINGER_SECONDS = 2;

  private Lingering() {}

  /**
   * Ends the output once everything was written, and the connection when the peer has ended its
   * side, or after two seconds. The channel's last handler must throw away what it reads from now
   * on, and close the channel at the end of the input.
   */
  public static void end(Channel channel) {
    ReadGate.of(channel).openForGood();
    channel
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(sent -> {
          if (sent.isSuccess()) {
            linger(channel);
          } else {
            var _ = channel.close();
          }
        });
  }

  private static void linger(Channel channel) {
    var tls = channel.pipeline().get(SslHandler.class);
    if (tls != null) {
      var _ = tls.closeOutbound();
    } else if (channel instanceof DuplexChannel duplex && channel.isActive()) {
      var _ = duplex.shutdownOutput();
    }
    var timer =
        channel.eventLoop().schedule(() -> closeNow(channel), LINGER_SECONDS, TimeUnit.SECONDS);
    channel.closeFuture().addListener(_ -> timer.cancel(false));
  }

  private static void closeNow(Channel channel) {
    var _ = channel.close();
  }
}
