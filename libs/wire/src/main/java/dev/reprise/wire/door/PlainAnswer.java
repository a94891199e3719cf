// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.door;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reprise.wire.net.ReadGate;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;

/**
 * Answers that a proxy gives itself, in plain text that names it, so that nobody takes them for the
 * server's. The connection ends with each.
 */
public final class PlainAnswer {

  private static final int LINGER_SECONDS = 2;

  private PlainAnswer() {}

  /**
   * Sends the response and ends the connection after it.
   *
   * <p>The channel's last handler throws away what it reads from now on, and closes when the client
   * has ended its side: a socket that is closed while bytes of a request lie unread in it is reset,
   * and the client may lose the answer.
   */
  public static void send(Channel channel, HttpResponseStatus status, String text) {
    ReadGate.of(channel).openForGood();
    channel
        .writeAndFlush(encoded(channel, status, text))
        .addListener(sent -> {
          if (sent.isSuccess()) {
            linger(channel);
          } else {
            var _ = channel.close();
          }
        });
  }

  private static ByteBuf encoded(Channel channel, HttpResponseStatus status, String text) {
    byte[] body = ("reprise: " + text + "\n").getBytes(UTF_8);
    String head =
        "HTTP/1.1 "
            + status
            + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
            + body.length
            + "\r\n";
    ByteBuf out = channel.alloc().buffer(head.length() + body.length + 32);
    out.writeCharSequence(head + "Connection: close\r\n\r\n", US_ASCII);
    return out.writeBytes(body);
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
