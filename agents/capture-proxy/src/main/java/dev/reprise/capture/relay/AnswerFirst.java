// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.relay;

import dev.reprise.capture.upstream.UpstreamException;
import dev.reprise.wire.door.PlainAnswer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.ssl.SslCloseCompletionEvent;

/**
 * Answers the first request of a connection whose server cannot be reached, and ends the
 * connection. It waits for the request, since clients take what comes before one for an error.
 *
 * <p><b>Ownership:</b> takes what the channel reads.
 *
 * <p><b>Threads:</b> confined to the channel's event loop.
 */
final class AnswerFirst extends ChannelInboundHandlerAdapter {

  private final Watcher watcher;
  private final Throwable cause;
  private boolean answered;

  /**
   * @param watcher of what the client asks
   * @param cause why it cannot be asked of the server
   */
  AnswerFirst(Watcher watcher, Throwable cause) {
    this.watcher = watcher;
    this.cause = cause;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    watcher.requestBytes(bytes);
    bytes.release();
    if (!answered) {
      answered = true;
      PlainAnswer.send(
          ctx.channel(), HttpResponseStatus.BAD_GATEWAY, UpstreamException.messageOf(cause));
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE || event instanceof SslCloseCompletionEvent) {
      var _ = ctx.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    watcher.unanswered(UpstreamException.markOf(cause));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
    var _ = ctx.close(); // the client is gone: nobody is left to answer
  }
}
