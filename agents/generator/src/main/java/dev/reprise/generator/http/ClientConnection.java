// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.http;

import dev.reprise.generator.http.Exchange.ConnectionFacts;
import dev.reprise.generator.http.Exchange.Moments;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection of the client: sends a request, gathers its answer, and is then free for the next.
 *
 * <p><b>Threads:</b> confined to the event loop of its channel.
 */
final class ClientConnection extends ChannelInboundHandlerAdapter {

  /** Is told when a connection has done its work. */
  interface Owner {
    /** The exchange has ended; the connection is free again, or closed. */
    void done(ClientConnection connection, Call call, Exchange.Result result);

    /** A connection that had been used before was closed before an answer began. */
    void stale(Call call);

    /** An idle connection is gone. */
    void gone(ClientConnection connection);
  }

  private static final int SWITCHING_PROTOCOLS = 101;

  private final Target target;
  private final String id;
  private final int bodyBytes;
  private final LongSupplier clock;
  private final Owner owner;
  private final ResponseDecoder decoder;

  private @Nullable Channel channel; // null until connected
  private String ownAddress = "";
  private String serverAddress = "";
  private @Nullable Call call; // null while idle
  private @Nullable ResponseGatherer answer; // null until an answer has begun
  private int exchanges;
  private long sentNanos;
  private long answerNanos;
  private long idleSinceNanos;
  private boolean reusable = true;

  ClientConnection(
      Target target,
      String id,
      int bodyBytes,
      LongSupplier clock,
      Owner owner,
      ResponseDecoder decoder) {
    this.target = target;
    this.id = id;
    this.bodyBytes = bodyBytes;
    this.clock = clock;
    this.owner = owner;
    this.decoder = decoder;
  }

  Target target() {
    return target;
  }

  long idleSinceNanos() {
    return idleSinceNanos;
  }

  boolean isUsable() {
    return reusable && channel != null && channel.isActive();
  }

  boolean isBusyWith(Call asked) {
    return call == asked;
  }

  void connected(Channel connected) {
    channel = connected;
    ownAddress = text(connected.localAddress());
    serverAddress = text(connected.remoteAddress());
  }

  /** Sends a request; the connection must be idle. */
  void send(Call next) {
    var open = channel;
    if (open == null || call != null) {
      throw new IllegalStateException("connection " + id + " is not idle");
    }
    call = next;
    answer = null;
    answerNanos = 0;
    sentNanos = clock.getAsLong();
    var request = next.exchange().request();
    decoder.expect(request.method());
    open.writeAndFlush(RequestWriter.write(request, open.alloc()))
        .addListener(written -> {
          if (!written.isSuccess()) {
            // Later, since the listener must not be told before this method has returned.
            open.eventLoop().execute(() -> notSent(next, written.cause()));
          }
        });
  }

  private void notSent(Call asked, Throwable cause) {
    if (call == asked) {
      broken("the request could not be sent: " + FailureText.of(cause));
    }
  }

  /** Gives the exchange up and closes. */
  void giveUp(String reason) {
    reusable = false; // whoever is told now may send at once, and must not be given this one
    if (call != null) {
      end(new Exchange.Failed(reason, moments()));
    }
    close();
  }

  void close() {
    reusable = false;
    if (channel != null) {
      var _ = channel.close();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (call == null) {
        close(); // an answer that nobody asked for
      } else if (message instanceof HttpObject part) {
        read(part);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void read(HttpObject part) {
    if (part.decoderResult().isFailure()) {
      giveUp("the answer is not valid HTTP/1.1: " + FailureText.of(part.decoderResult().cause()));
      return;
    }
    if (part instanceof HttpResponse head && !begin(head)) {
      return;
    }
    if (part instanceof HttpContent content && answer != null) {
      answer.body(content.content());
      if (content instanceof LastHttpContent last) {
        var response = answer.finish(last.trailingHeaders());
        end(new Exchange.Answered(response, facts(), moments()));
      }
    }
  }

  /** Takes the head of an answer; false when it is an interim one, or ends the exchange. */
  private boolean begin(HttpResponse head) {
    int status = head.status().code();
    if (status == SWITCHING_PROTOCOLS) {
      giveUp("the system under test left HTTP (status 101)");
      return false;
    }
    if (status < 200) {
      answer = null;
      return false;
    }
    answerNanos = clock.getAsLong();
    answer = new ResponseGatherer(head, bodyBytes);
    reusable = HttpUtil.isKeepAlive(head);
    return true;
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    reusable = false;
    if (call == null) {
      owner.gone(this);
    } else if (answer != null) {
      broken(
          "the connection was closed in the middle of the answer, after %d bytes of its body"
              .formatted(answer.length()));
    } else {
      broken("the connection was closed before an answer came");
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (call != null) {
      broken(FailureText.of(cause));
    }
    close();
  }

  // A kept connection may have been closed by the other side at the moment it was used again.
  private void broken(String reason) {
    var open = call;
    if (open == null) {
      return;
    }
    reusable = false;
    if (exchanges > 0 && answerNanos == 0 && open.mayBeRepeated()) {
      call = null;
      owner.stale(open);
      owner.gone(this);
      close();
      return;
    }
    end(new Exchange.Failed(reason, moments()));
    close();
  }

  private void end(Exchange.Result result) {
    var ended = call;
    if (ended == null) {
      return;
    }
    call = null;
    answer = null;
    exchanges++;
    idleSinceNanos = clock.getAsLong();
    owner.done(this, ended, result);
  }

  private Moments moments() {
    return new Moments(sentNanos, answerNanos, clock.getAsLong());
  }

  private ConnectionFacts facts() {
    return new ConnectionFacts(id, exchanges, ownAddress, serverAddress);
  }

  private static String text(java.net.SocketAddress address) {
    return address instanceof InetSocketAddress internet
        ? internet.getAddress().getHostAddress() + ":" + internet.getPort()
        : "";
  }
}
