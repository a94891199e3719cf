// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.serve;

import dev.reprise.traffic.pair.Header;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Response;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
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
    var _ = channel.write(head(answer, frame.hasBody()));
    if (!frame.hasBody()) {
      return channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    }
    var sent = channel.newPromise();
    writeBody(channel, Unpooled.wrappedBuffer(answer.body().kept().buffer()), frame, sent);
    return sent;
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
