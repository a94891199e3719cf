// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.serve;

import static dev.reprise.wire.net.ReadGate.Reason.PEER_FULL;

import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Connection;
import dev.reprise.traffic.pair.Header;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Timing;
import dev.reprise.wire.door.PlainAnswer;
import dev.reprise.wire.net.ReadGate;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the calls of one connection, and has them answered one after another.
 *
 * <p><b>Threads:</b> confined to the channel's event loop.
 *
 * <p><b>Bounds:</b> bodies of at most {@link #MAX_BODY_BYTES}; while a call waits for its answer
 * the channel does not read, so that no more wait than came with one read.
 */
final class CallReader extends SimpleChannelInboundHandler<HttpObject> {

  /** The largest body of a call. */
  static final int MAX_BODY_BYTES = 32 * 1024 * 1024;

  private static final Logger LOG = Logger.getLogger(CallReader.class);
  private static final long CROWDED_RETRY_MILLIS = 1;

  private final Desk desk;
  private final Peer peer;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
  private final ArrayDeque<Call> waiting = new ArrayDeque<>();

  private @Nullable HttpRequest head; // null between calls
  private long startNanos;
  private int calls;
  private boolean isHeldBack;
  private boolean answering;
  private boolean inputEnded;
  private boolean over;
  private @Nullable Refused refused; // null unless nothing more of the connection is understood

  /** A call that has been read. */
  private record Call(
      Connection connection, Request request, boolean keepsAlive, long startNanos, long endNanos) {}

  /** Why nothing more is read; said once the calls before are answered. */
  private record Refused(HttpResponseStatus status, String why) {}

  CallReader(Desk desk, Peer peer) {
    this.desk = desk;
    this.peer = peer;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
    if (over || refused != null) {
      return; // what still comes is thrown away
    }
    if (message.decoderResult().isFailure()) {
      refuse(ctx, HttpResponseStatus.BAD_REQUEST, "this is no request of HTTP/1.1");
      return;
    }
    if (message instanceof HttpRequest request) {
      begin(ctx, request);
    }
    if (message instanceof HttpContent content && refused == null) {
      read(ctx, content);
    }
  }

  private void begin(ChannelHandlerContext ctx, HttpRequest request) {
    if (HttpUtil.getContentLength(request, 0L) > MAX_BODY_BYTES) {
      refuseBody(ctx);
      return;
    }
    head = request;
    startNanos = desk.clock().getAsLong();
    body.reset();
    isHeldBack = HttpUtil.is100ContinueExpected(request);
    goOn(ctx);
  }

  // Not before the calls that came earlier on the connection are answered.
  private void goOn(ChannelHandlerContext ctx) {
    if (isHeldBack && !answering && waiting.isEmpty()) {
      isHeldBack = false;
      AnswerWriter.goOn(ctx.channel());
    }
  }

  private void read(ChannelHandlerContext ctx, HttpContent content) {
    ByteBuf bytes = content.content();
    if (body.size() + bytes.readableBytes() > MAX_BODY_BYTES) {
      refuseBody(ctx);
      return;
    }
    try (var in = new ByteBufInputStream(bytes)) {
      in.transferTo(body);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be read", e);
    }
    var request = head;
    if (content instanceof LastHttpContent last && request != null) {
      head = null;
      complete(ctx, request, last.trailingHeaders());
    }
  }

  private void complete(ChannelHandlerContext ctx, HttpRequest request, HttpHeaders trailers) {
    var kept = Body.whole(Bytes.own(body.toByteArray()));
    body.reset();
    var read = peer.request(request, headers(request.headers()), kept, headers(trailers));
    if (read.isEmpty()) {
      refuse(ctx, HttpResponseStatus.BAD_REQUEST, "the request does not say which host it is for");
      return;
    }
    waiting.add(
        new Call(
            peer.connection(calls++),
            read.get(),
            HttpUtil.isKeepAlive(request),
            startNanos,
            desk.clock().getAsLong()));
    next(ctx);
    // Most calls are answered by now; closing and opening for each would take two system calls.
    if (answering || !waiting.isEmpty()) {
      ReadGate.of(ctx.channel()).close(PEER_FULL);
    }
  }

  private void next(ChannelHandlerContext ctx) {
    if (answering || over) {
      return;
    }
    var call = waiting.peek();
    if (call == null && refused != null) {
      sayNo(ctx, refused);
    } else if (call == null) {
      ReadGate.of(ctx.channel()).open(PEER_FULL);
      goOn(ctx);
      if (inputEnded) {
        end(ctx);
      }
    } else if (desk.journal().isCrowded()) {
      var _ = ctx.executor().schedule(() -> next(ctx), CROWDED_RETRY_MILLIS, TimeUnit.MILLISECONDS);
    } else {
      answering = true;
      answer(ctx, waiting.remove());
    }
  }

  private void answer(ChannelHandlerContext ctx, Call call) {
    CompletionStage<Reply> answer;
    try {
      answer = desk.mocks().answer(call.request());
    } catch (RuntimeException e) { // boundary: the client is told, others go on
      replied(ctx, call, null, e);
      return;
    }
    var _ =
        answer.whenComplete((reply, failure) -> {
          if (ctx.executor().inEventLoop()) {
            replied(ctx, call, reply, failure);
          } else {
            ctx.executor().execute(() -> replied(ctx, call, reply, failure));
          }
        });
  }

  private void replied(
      ChannelHandlerContext ctx, Call call, @Nullable Reply reply, @Nullable Throwable failure) {
    if (reply == null) {
      LOG.errorf(failure, "A call could not be answered host=%s", call.request().host());
      sayNo(
          ctx,
          new Refused(HttpResponseStatus.INTERNAL_SERVER_ERROR, "the call could not be answered"));
      return;
    }
    long spent = desk.clock().getAsLong() - call.endNanos();
    long left = reply.delayNanos() - spent;
    if (left > 0) {
      var _ = ctx.executor().schedule(() -> send(ctx, call, reply), left, TimeUnit.NANOSECONDS);
    } else {
      send(ctx, call, reply);
    }
  }

  private void send(ChannelHandlerContext ctx, Call call, Reply reply) {
    long sentNanos = desk.clock().getAsLong();
    var answer = reply.answer();
    if (answer == null) {
      served(call, new ServedCall(call.connection(), call.request(), null, timing(call, 0), reply));
      end(ctx);
      return;
    }
    var frame = AnswerFrame.of(answer, call.request(), call.keepsAlive());
    AnswerWriter.write(ctx.channel(), frame)
        .addListener(sent -> {
          served(
              call,
              new ServedCall(
                  call.connection(),
                  call.request(),
                  frame.answer(),
                  timing(call, sentNanos),
                  reply));
          answering = false;
          if (frame.closes() || !sent.isSuccess()) {
            end(ctx);
          } else {
            next(ctx);
          }
        });
  }

  private Timing timing(Call call, long sentNanos) {
    return new Timing(
        call.startNanos(),
        call.endNanos(),
        sentNanos,
        sentNanos == 0 ? 0 : desk.clock().getAsLong());
  }

  private void served(Call call, ServedCall served) {
    desk.journal().served(served);
    LOG.debugf("Call answered %s result=%s", call.request(), served.reply().result());
  }

  private void refuseBody(ChannelHandlerContext ctx) {
    refuse(
        ctx,
        HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
        "a call's body may have " + MAX_BODY_BYTES + " bytes, this has more");
  }

  private void refuse(ChannelHandlerContext ctx, HttpResponseStatus status, String why) {
    refused = new Refused(status, why);
    head = null;
    body.reset();
    next(ctx);
  }

  private void sayNo(ChannelHandlerContext ctx, Refused no) {
    over = true;
    ctx.pipeline().remove(Desk.ENCODER);
    PlainAnswer.send(ctx.channel(), no.status(), no.why());
  }

  private void end(ChannelHandlerContext ctx) {
    over = true;
    var _ = ctx.close();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      inputEnded = true;
      if (!answering && waiting.isEmpty()) {
        end(ctx);
      }
    } else if (event instanceof IdleStateEvent) {
      if (!answering && waiting.isEmpty()) {
        end(ctx);
      }
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    over = true;
    waiting.clear();
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.warnf(cause, "A connection of the application failed");
    }
    end(ctx);
  }

  private static Headers headers(HttpHeaders headers) {
    var lines = new ArrayList<Header>(headers.size());
    for (Map.Entry<String, String> line : headers) {
      lines.add(new Header(line.getKey(), line.getValue()));
    }
    return new Headers(lines);
  }
}
