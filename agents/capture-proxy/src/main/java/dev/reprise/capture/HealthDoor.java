// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture;

import static io.netty.handler.codec.http.HttpHeaderNames.ALLOW;
import static io.netty.handler.codec.http.HttpHeaderNames.CONNECTION;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_LENGTH;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_TYPE;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Answers those who ask how the proxy is: {@code /live}, {@code /ready} and {@code /metrics}.
 *
 * <p>It lives on an event loop of the proxy, so an answer also says that the loop goes round.
 *
 * <p><b>Threads:</b> shared by all channels of its listener.
 *
 * <p><b>Bounds:</b> one question a connection, of at most 4 KiB, within ten seconds.
 */
final class HealthDoor extends ChannelInitializer<SocketChannel> {

  private static final int QUESTION_BYTES = 4096;
  private static final int PATIENCE_SECONDS = 10;
  private static final String PLAIN = "text/plain; charset=utf-8";
  private static final String EXPOSITION = "text/plain; version=0.0.4; charset=utf-8";

  private final BooleanSupplier isReady;
  private final Supplier<String> metrics;

  /**
   * @param isReady whether connections are accepted
   * @param metrics in Prometheus' text format
   */
  HealthDoor(BooleanSupplier isReady, Supplier<String> metrics) {
    this.isReady = isReady;
    this.metrics = metrics;
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    channel
        .pipeline()
        .addLast(
            new ReadTimeoutHandler(PATIENCE_SECONDS),
            new HttpServerCodec(),
            new HttpObjectAggregator(QUESTION_BYTES, true),
            new Desk());
  }

  private record Answer(HttpResponseStatus status, String type, String text) {}

  private Answer answer(FullHttpRequest question) {
    if (question.decoderResult().isFailure()) {
      return new Answer(HttpResponseStatus.BAD_REQUEST, PLAIN, "This is no HTTP request.\n");
    }
    if (!question.method().equals(HttpMethod.GET) && !question.method().equals(HttpMethod.HEAD)) {
      return new Answer(
          HttpResponseStatus.METHOD_NOT_ALLOWED, PLAIN, "Only GET and HEAD are answered here.\n");
    }
    String target = question.uri();
    int query = target.indexOf('?');
    return switch (query < 0 ? target : target.substring(0, query)) {
      case "/live" -> new Answer(HttpResponseStatus.OK, PLAIN, "live\n");
      case "/ready" ->
          isReady.getAsBoolean()
              ? new Answer(HttpResponseStatus.OK, PLAIN, "ready\n")
              : new Answer(HttpResponseStatus.SERVICE_UNAVAILABLE, PLAIN, "draining\n");
      case "/metrics" -> new Answer(HttpResponseStatus.OK, EXPOSITION, metrics.get());
      default ->
          new Answer(HttpResponseStatus.NOT_FOUND, PLAIN, "Here are /live, /ready and /metrics.\n");
    };
  }

  private final class Desk extends SimpleChannelInboundHandler<FullHttpRequest> {

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest question) {
      var answer = answer(question);
      byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
      // The codec knows that a HEAD was asked, and leaves the body out.
      var response =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, answer.status(), Unpooled.wrappedBuffer(body));
      response
          .headers()
          .set(CONTENT_TYPE, answer.type())
          .set(CONTENT_LENGTH, body.length)
          .set(CONNECTION, HttpHeaderValues.CLOSE);
      if (answer.status().equals(HttpResponseStatus.METHOD_NOT_ALLOWED)) {
        response.headers().set(ALLOW, "GET, HEAD");
      }
      ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      var _ = ctx.close(); // it went away, or was too slow
    }
  }
}
