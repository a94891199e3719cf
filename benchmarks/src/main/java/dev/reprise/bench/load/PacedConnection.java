// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * One connection of a {@link PacedLoad}: one request at a time. It reads as little of an answer as
 * it must: the status, and where the answer ends.
 *
 * <p><b>Threads:</b> confined to the event loop.
 */
final class PacedConnection extends ChannelInboundHandlerAdapter {

  /** Is told what happens. */
  interface Owner {
    /** It can be used. */
    void connected(Channel channel, PacedConnection connection);

    /** An answer is whole; the connection can be used again. */
    void answered(PacedConnection connection, long intendedNanos);

    /** It cannot be used further. */
    void failed(Throwable cause);
  }

  private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_HEAD_BYTES = 8192;
  private static final int STATUS_AT = 9;

  private final Owner owner;
  private final byte[] head = new byte[MAX_HEAD_BYTES];

  private Channel channel;
  private int headBytes;
  private long bodyBytesLeft = -1; // below 0 while in the head
  private long intendedNanos;

  @SuppressWarnings("NullAway.Init") // the channel is there before anything else is called
  PacedConnection(Owner owner) {
    this.owner = owner;
  }

  void send(Payload request, long intended) {
    intendedNanos = intended;
    var _ = channel.writeAndFlush(request.view(), channel.voidPromise());
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    channel = ctx.channel();
    owner.connected(channel, this);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws IOException {
    var bytes = (ByteBuf) message;
    try {
      read(bytes);
    } finally {
      bytes.release();
    }
  }

  private void read(ByteBuf bytes) throws IOException {
    int wanted = bytes.readableBytes();
    if (bodyBytesLeft >= 0) {
      took(wanted);
      return;
    }
    int before = headBytes;
    int room = Math.min(wanted, head.length - before);
    bytes.getBytes(bytes.readerIndex(), head, before, room);
    headBytes += room;
    int end = endOfHead(Math.max(0, before - 3));
    if (end < 0) {
      if (headBytes == head.length) {
        throw new IOException("a head of more than " + head.length + " bytes");
      }
      return;
    }
    requireSuccess();
    bodyBytesLeft = length(end);
    headBytes = 0;
    took(wanted - (end - before));
  }

  private void took(int bodyBytes) throws IOException {
    bodyBytesLeft -= bodyBytes;
    if (bodyBytesLeft < 0) {
      throw new IOException("an answer that nobody asked for");
    }
    if (bodyBytesLeft == 0) {
      bodyBytesLeft = -1;
      owner.answered(this, intendedNanos);
    }
  }

  private int endOfHead(int from) {
    for (int i = from; i + 3 < headBytes; i++) {
      if (head[i] == '\r' && head[i + 1] == '\n' && head[i + 2] == '\r' && head[i + 3] == '\n') {
        return i + 4;
      }
    }
    return -1;
  }

  private void requireSuccess() throws IOException {
    if (head[STATUS_AT] != '2') {
      throw new IOException(
          "an answer with the status " + new String(head, STATUS_AT, 3, StandardCharsets.US_ASCII));
    }
  }

  private long length(int end) throws IOException {
    for (int i = 0; i + LENGTH.length < end; i++) {
      if (head[i] == '\n' && isLength(i + 1)) {
        int at = i + 1 + LENGTH.length;
        while (head[at] == ' ') {
          at++;
        }
        long length = 0;
        for (; head[at] >= '0' && head[at] <= '9'; at++) {
          length = length * 10 + (head[at] - '0');
        }
        return length;
      }
    }
    throw new IOException("an answer without a Content-Length");
  }

  private boolean isLength(int from) {
    for (int i = 0; i < LENGTH.length; i++) {
      if ((head[from + i] | 0x20) != (LENGTH[i] | 0x20)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    owner.failed(new IOException("a connection was closed"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    owner.failed(cause);
  }
}
