// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.serve;

import dev.reprise.traffic.pair.Header;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Response;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundInvoker;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;

/**
 * Writes answers as they were recorded: header lines in their order and case, repeats included.
 *
 * <p><b>Threads:</b> called on the channel's event loop.
 *
 * <p><b>Bounds:</b> of a large body, one part at a time waits outside the heap to be sent.
 */
final class AnswerWriter {

  private static final int PART_BYTES = 256 * 1024;
  private static final int HEAD_CHARS = 512;

  private AnswerWriter() {}

  /** An encoder for the answers of this writer, at the start of a pipeline. */
  static HttpResponseEncoder encoder() {
    return new HttpResponseEncoder() {
      @Override
      protected boolean isContentAlwaysEmpty(HttpResponse message) {
        return message instanceof Bodyless || super.isContentAlwaysEmpty(message);
      }
    };
  }

  /** Told to go on with a body that it held back. */
  static void goOn(Channel channel) {
    var _ =
        channel.writeAndFlush(
            new Bodyless(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, noHeaders()));
    var _ = channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
  }

  /** Writes an answer; the result completes when it has left. */
  static ChannelFuture write(Channel channel, AnswerFrame frame) {
    var answer = frame.answer();
    if (isInOnePiece(frame)) {
      return pastEncoder(channel).writeAndFlush(inOnePiece(frame, channel.alloc()));
    }
    var _ = channel.write(head(answer, frame.hasBody()));
    if (!frame.hasBody()) {
      return channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    }
    var sent = channel.newPromise();
    writeBody(channel, Unpooled.wrappedBuffer(answer.body().kept().buffer()), frame, sent);
    return sent;
  }

  // A channel that was closed meanwhile has no handlers any more, and only fails.
  private static ChannelOutboundInvoker pastEncoder(Channel channel) {
    var encoder = channel.pipeline().context(Desk.ENCODER);
    return encoder == null ? channel : encoder;
  }

  // The encoder would make two buffers of it, and objects for each line.
  private static boolean isInOnePiece(AnswerFrame frame) {
    var answer = frame.answer();
    return frame.hasBody()
        && !frame.isChunked()
        && !answer.body().isTruncated()
        && answer.body().wireBytes() <= PART_BYTES
        && answer.status() != HttpResponseStatus.RESET_CONTENT.code(); // has no body after all
  }

  private static ByteBuf inOnePiece(AnswerFrame frame, ByteBufAllocator allocator) {
    var answer = frame.answer();
    var head = new StringBuilder(HEAD_CHARS);
    head.append(answer.version().equals("HTTP/1.0") ? "HTTP/1.0 " : "HTTP/1.1 ");
    head.append(answer.status()).append(' ').append(answer.reason()).append("\r\n");
    for (Header line : answer.headers()) {
      head.append(line.name()).append(": ").append(line.value()).append("\r\n");
    }
    head.append("\r\n");
    byte[] bytes = head.toString().getBytes(StandardCharsets.ISO_8859_1);
    var body = answer.body().kept();
    return allocator
        .buffer(bytes.length + body.length())
        .writeBytes(bytes)
        .writeBytes(body.buffer());
  }

  // Part by part, each once the one before has left: the channel copies what it is given.
  private static void writeBody(
      Channel channel, ByteBuf left, AnswerFrame frame, ChannelPromise sent) {
    if (left.readableBytes() <= PART_BYTES) {
      var _ = channel.writeAndFlush(lastPart(left, frame), sent);
      return;
    }
    channel
        .writeAndFlush(new DefaultHttpContent(left.readRetainedSlice(PART_BYTES)))
        .addListener(written -> {
          if (written.isSuccess()) {
            writeBody(channel, left, frame, sent);
          } else {
            left.release();
            sent.setFailure(written.cause());
          }
        });
  }

  private static HttpContent lastPart(ByteBuf bytes, AnswerFrame frame) {
    var answer = frame.answer();
    if (answer.body().isTruncated()) {
      // As much as was kept; the connection ends after it, so that nobody takes it for the whole.
      return new DefaultHttpContent(bytes);
    }
    var last = new DefaultLastHttpContent(bytes, noHeaders());
    if (frame.isChunked()) {
      add(last.trailingHeaders(), answer.trailers());
    }
    return last;
  }

  private static HttpResponse head(Response answer, boolean hasBody) {
    var version = answer.version().equals("HTTP/1.0") ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1;
    var status = new HttpResponseStatus(answer.status(), answer.reason());
    var headers = noHeaders();
    add(headers, answer.headers());
    return hasBody
        ? new DefaultHttpResponse(version, status, headers)
        : new Bodyless(version, status, headers);
  }

  private static void add(HttpHeaders to, Headers lines) {
    for (Header line : lines) {
      // Bytes over 0x7f are kept: a string would lose them.
      to.add(line.name(), new AsciiString(line.value().getBytes(StandardCharsets.ISO_8859_1)));
    }
  }

  // As they were recorded, also where they are not quite right.
  private static HttpHeaders noHeaders() {
    return DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
  }

  /** An answer without a body, whatever its headers say. */
  private static final class Bodyless extends DefaultHttpResponse {

    Bodyless(HttpVersion version, HttpResponseStatus status, HttpHeaders headers) {
      super(version, status, headers);
    }
  }
}
