// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.tls;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslHandler;

/**
 * Ends a connection whose peer ends its side during the TLS handshake, so that the handshake fails
 * at once. Where half-closed connections are allowed, TLS itself would wait for its time limit. It
 * leaves the pipeline with the end of the handshake.
 *
 * <p><b>Threads:</b> confined to the channel's event loop.
 */
public final class HandshakeGuard extends ChannelInboundHandlerAdapter {

  private HandshakeGuard() {}

  /** Guards a handshake; called before it can have ended. */
  public static void before(ChannelPipeline pipeline, SslHandler handshake) {
    var guard = new HandshakeGuard();
    pipeline.addBefore(pipeline.context(handshake).name(), null, guard);
    handshake.handshakeFuture().addListener(_ -> leave(pipeline, guard));
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      var _ = ctx.close();
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  private static void leave(ChannelPipeline pipeline, HandshakeGuard guard) {
    if (pipeline.context(guard) != null) {
      pipeline.remove(guard);
    }
  }
}
