// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;

/**
 * Holds what a channel has read until somebody is there to take it: on its removal from the
 * pipeline everything is passed on, in order, the end of the input included.
 *
 * <p><b>Ownership:</b> takes what it is given; releases it if the channel goes first.
 *
 * <p><b>Threads:</b> confined to the channel's event loop.
 *
 * <p><b>Bounds:</b> whoever adds it closes the channel's {@link ReadGate}; what was read before
 * that is at most one round of reads.
 */
public final class Waiting extends ChannelInboundHandlerAdapter {

  private final ArrayDeque<Object> held = new ArrayDeque<>();
  private boolean inputEnded;

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    held.addLast(message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    // There was nothing to complete: what was read is held.
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      inputEnded = true;
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    var _ = ctx.close(); // whoever comes to take the channel over finds it gone
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    release();
    ctx.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    if (!ctx.channel().isActive()) {
      release();
      return;
    }
    boolean any = !held.isEmpty();
    while (!held.isEmpty()) {
      ctx.fireChannelRead(held.removeFirst());
    }
    if (any) {
      ctx.fireChannelReadComplete();
    }
    if (inputEnded) {
      ctx.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    }
  }

  private void release() {
    while (!held.isEmpty()) {
      ReferenceCountUtil.release(held.removeFirst());
    }
  }
}
