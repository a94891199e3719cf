// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.relay;

import static dev.reprise.wire.net.ReadGate.Reason.PEER_FULL;

import dev.reprise.wire.net.ReadGate;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * One end of a {@link Tunnel}: writes what its channel reads to the peer, and flushes once a round
 * of reads.
 *
 * <p><b>Ownership:</b> takes what is read and gives it to the peer.
 *
 * <p><b>Threads:</b> confined to the event loop of both channels.
 *
 * <p><b>Cost:</b> no allocation a buffer but the tap's copy.
 */
final class TunnelEnd extends ChannelInboundHandlerAdapter {

  private final Tunnel tunnel;
  private final boolean ofClient;
  private final Channel peer;

  TunnelEnd(Tunnel tunnel, boolean ofClient, Channel peer) {
    this.tunnel = tunnel;
    this.ofClient = ofClient;
    this.peer = peer;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    tunnel.watcher().bytes(ofClient, bytes);
    var _ = peer.write(bytes, peer.voidPromise());
    if (!peer.isWritable()) {
      peer.flush();
      if (!peer.isWritable()) {
        ReadGate.of(ctx.channel()).close(PEER_FULL);
      }
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    peer.flush();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (ctx.channel().isWritable()) {
      ReadGate.of(peer).open(PEER_FULL);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    switch (InputEnd.of(ctx.channel(), event)) {
      case NOT_YET -> {}
      case IN_ORDER -> tunnel.ended(ofClient, true);
      case TRUNCATED -> tunnel.ended(ofClient, false);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    tunnel.gone(false);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    tunnel.gone(true);
  }
}
