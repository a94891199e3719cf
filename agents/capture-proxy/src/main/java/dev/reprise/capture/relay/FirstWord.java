// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.relay;

import static dev.reprise.wire.net.ReadGate.Reason.CONNECTING;

import dev.reprise.wire.door.ServerFirst;
import dev.reprise.wire.net.ReadGate;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;

/**
 * Listens to a server while its client is still looked at, and tells the client's door when the
 * server speaks or ends first. What it says goes on to whoever holds it.
 *
 * <p><b>Ownership:</b> passes on what is read.
 *
 * <p><b>Threads:</b> confined to the event loop of both channels.
 *
 * <p><b>Bounds:</b> after the first round of reads the server is not read any more.
 */
final class FirstWord extends ChannelInboundHandlerAdapter {

  private final Channel client;
  private boolean said;

  FirstWord(Channel client) {
    this.client = client;
  }

  /** Whether the server has said something. */
  boolean isSaid() {
    return said;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    said = true;
    ReadGate.of(ctx.channel()).close(CONNECTING);
    ctx.fireChannelRead(message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    ctx.fireChannelReadComplete();
    if (said) {
      tell();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    ctx.fireUserEventTriggered(event);
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      tell();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    ctx.fireChannelInactive();
    tell();
  }

  private void tell() {
    client.pipeline().fireUserEventTriggered(ServerFirst.EVENT);
  }
}
