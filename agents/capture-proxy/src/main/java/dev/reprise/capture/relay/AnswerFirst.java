// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.relay;

import dev.reprise.wire.door.PlainAnswer;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ReferenceCountUtil;

/**
 * Answers the first request of a connection, whatever it is, and ends the connection. It waits for
 * the request, since clients take what comes before one for an error.
 *
 * <p><b>Threads:</b> confined to the channel's event loop.
 */
final class AnswerFirst extends ChannelInboundHandlerAdapter {

  private final HttpResponseStatus status;
  private final String text;
  private boolean answered;

  AnswerFirst(HttpResponseStatus status, String text) {
    this.status = status;
    this.text = text;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ReferenceCountUtil.release(message);
    if (!answered) {
      answered = true;
      PlainAnswer.send(ctx.channel(), status, text);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      var _ = ctx.close();
    }
  }
}
