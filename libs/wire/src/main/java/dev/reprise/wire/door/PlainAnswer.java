// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.door;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reprise.wire.net.Lingering;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * Answers that a proxy gives itself, in plain text that names it, so that nobody takes them for the
 * server's. The connection ends with each.
 */
public final class PlainAnswer {

  private PlainAnswer() {}

  /**
   * Sends the response and ends the connection after it ({@link Lingering#end}).
   *
   * <p>The channel's last handler throws away what it reads from now on, and closes when the client
   * has ended its side.
   */
  public static void send(Channel channel, HttpResponseStatus status, String text) {
    var _ = channel.write(encoded(channel, status, text));
    Lingering.end(channel);
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
}
