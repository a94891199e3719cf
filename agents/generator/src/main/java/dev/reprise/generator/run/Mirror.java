// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.run;

import dev.reprise.traffic.pair.Header;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.snapshot.RecordedRequest;
import dev.reprise.wire.http1.ByteBudget;
import dev.reprise.wire.http1.Framing;
import dev.reprise.wire.http1.FramingException;
import dev.reprise.wire.http1.FramingRules;
import dev.reprise.wire.http1.HeadParser;
import dev.reprise.wire.http1.MessageStream;
import dev.reprise.wire.net.Transport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A server on the loopback interface that answers the n-th request with the n-th recorded answer,
 * for a {@link Rehearsal}.
 *
 * <p><b>Threads:</b> confined to one event loop.
 */
final class Mirror {

  private static final int MAX_HEAD_BYTES = 256 * 1024;

  private final List<RecordedRequest> recorded;
  private int next;

  private Mirror(List<RecordedRequest> recorded) {
    this.recorded = recorded;
  }

  /** Starts to listen on a free port; the result completes on the event loop. */
  static ChannelFuture listen(EventLoopGroup loops, List<RecordedRequest> recorded) {
    var mirror = new Mirror(recorded);
    return new ServerBootstrap()
        .group(loops)
        .channel(Transport.best().serverChannel())
        .childHandler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(mirror.new Answering());
              }
            })
        .bind(InetAddress.getLoopbackAddress(), 0);
  }

  private Response answer() {
    var answer = recorded.get(next++ % recorded.size()).pair().answer();
    if (answer == null) {
      throw new IllegalStateException("only what was answered is rehearsed");
    }
    return answer;
  }

  private final class Answering extends ChannelInboundHandlerAdapter
      implements MessageStream.Receiver {

    private final MessageStream requests =
        MessageStream.ofRequests(
            this, MAX_HEAD_BYTES, new ByteBudget(MAX_HEAD_BYTES).forConnection(MAX_HEAD_BYTES));
    private int answers; // that the bytes just read ask for

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws FramingException {
      var bytes = (ByteBuf) message;
      try {
        byte[] read = ByteBufUtil.getBytes(bytes);
        int at = 0;
        while (at < read.length) {
          at = requests.step(read, at, read.length, 0);
        }
      } finally {
        bytes.release();
      }
      for (; answers > 0; answers--) {
        var _ = ctx.writeAndFlush(bytes(ctx, answer()));
      }
    }

    @Override
    public Framing head(byte[] buf, int from, int to, long nanos) throws FramingException {
      return FramingRules.ofRequest(HeadParser.request(buf, from, to));
    }

    @Override
    public void body(byte[] buf, int from, int to) {
      // What is asked does not matter.
    }

    @Override
    public void trailers(byte[] buf, int from, int to) {
      // What is asked does not matter.
    }

    @Override
    public void end(long nanos) {
      answers++;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      var _ = ctx.close();
    }
  }

  private static ByteBuf bytes(ChannelHandlerContext ctx, Response answer) {
    var head = new StringBuilder("HTTP/1.1 ").append(answer.status()).append(' ');
    head.append(answer.reason()).append("\r\n");
    for (Header line : answer.headers()) {
      head.append(line.name()).append(": ").append(line.value()).append("\r\n");
    }
    head.append("\r\n");
    var body = answer.body().kept();
    boolean chunked = isChunked(answer.headers());
    if (chunked && !body.isEmpty()) {
      head.append(Integer.toHexString(body.length())).append("\r\n");
    }
    var out = ctx.alloc().buffer(head.length() + body.length() + 16);
    out.writeCharSequence(head, StandardCharsets.ISO_8859_1);
    out.writeBytes(body.buffer());
    if (chunked) {
      out.writeCharSequence(
          body.isEmpty() ? "0\r\n\r\n" : "\r\n0\r\n\r\n", StandardCharsets.US_ASCII);
    }
    return out;
  }

  /** Whether an answer's body ends where its headers say so. */
  static boolean isFramed(Response answer) {
    var length = answer.headers().first("content-length");
    return isChunked(answer.headers())
        || length.equals(Optional.of(Long.toString(answer.body().wireBytes())));
  }

  private static boolean isChunked(Headers headers) {
    return headers.first("transfer-encoding").filter("chunked"::equalsIgnoreCase).isPresent();
  }
}
