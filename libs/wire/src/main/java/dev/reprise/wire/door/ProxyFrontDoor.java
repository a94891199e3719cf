// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.door;

import static dev.reprise.wire.net.ReadGate.Reason.DECIDING;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.reprise.wire.http1.Authority;
import dev.reprise.wire.http1.ByteBudget;
import dev.reprise.wire.http1.FramingException;
import dev.reprise.wire.http1.RequestStart;
import dev.reprise.wire.net.ReadGate;
import dev.reprise.wire.tls.ClientHello;
import dev.reprise.wire.tls.ClientHelloReader;
import dev.reprise.wire.tls.HandshakeGuard;
import dev.reprise.wire.tls.ServerIdentity;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Opens a connection to a proxy: finds out whom it is for, ends TLS where that can be done, and
 * hands it to the host. It leaves the pipeline when it has.
 *
 * <pre>
 *   FIRST ── 0x16 ───────────────> HELLO ──> ADMITTING ──> TLS ended ──> Intercepted
 *     ├── "CONNECT " ──> OPENING ──> ADMITTING ── 200 ──> PEEKING ── TLS ──> Intercepted
 *     │                                           │         ├── like HTTP ──> Clear
 *     │   redirected ──> ADMITTING ───────────────┘         └── else, or silent ──> Opaque
 *     └── anything else ──> Requests
 * </pre>
 *
 * <p>A server that speaks or ends first ({@link ServerFirst}) ends the peeking: Opaque.
 *
 * <p><b>Ownership:</b> takes what the channel reads; passes on or releases all of it.
 *
 * <p><b>Threads:</b> one instance a channel, confined to its event loop.
 *
 * <p><b>Bounds:</b> {@link DoorSettings}; while something is decided elsewhere the channel does not
 * read.
 */
public final class ProxyFrontDoor extends ChannelInboundHandlerAdapter {

  private static final byte[] CONNECT = "CONNECT ".getBytes(US_ASCII);

  private enum Stage {
    FIRST,
    OPENING,
    HELLO,
    ADMITTING,
    PEEKING,
    LEFT
  }

  private final DoorHost host;
  private final DoorSettings settings;
  private final ServerIdentity identity;
  private final ByteBudget budget;

  private Stage stage = Stage.FIRST;
  private ByteBuf seen = Unpooled.EMPTY_BUFFER;
  private boolean inputEnded;
  private @Nullable Opening opening; // null until the client has begun to ask for a tunnel
  private @Nullable Authority authority; // null until the client has said whom it wants
  private @Nullable Future<?> timer; // null while none runs

  /**
   * @param budget what CONNECTs that come in pieces are held against
   */
  public ProxyFrontDoor(
      DoorHost host, DoorSettings settings, ServerIdentity identity, ByteBudget budget) {
    this(host, settings, identity, budget, null);
  }

  private ProxyFrontDoor(
      DoorHost host,
      DoorSettings settings,
      ServerIdentity identity,
      ByteBudget budget,
      @Nullable Opening opening) {
    this.host = host;
    this.settings = settings;
    this.identity = identity;
    this.budget = budget;
    this.opening = opening;
  }

  /**
   * The door of a connection that was led here on its way to another: no word of it is for a proxy,
   * and it never becomes {@link Visit.Requests}.
   *
   * @param towards where it was to go
   * @param budget as above
   */
  public static ProxyFrontDoor redirected(
      Authority towards,
      DoorHost host,
      DoorSettings settings,
      ServerIdentity identity,
      ByteBudget budget) {
    return new ProxyFrontDoor(host, settings, identity, budget, new Redirection(towards));
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    if (opening == null) {
      startTimer(ctx, settings.firstBytes(), () -> turnAway(ctx, Refusal.TIMEOUT));
    } else {
      begin(ctx, opening);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (stage == Stage.LEFT) {
      ReferenceCountUtil.release(message); // turned away: what still comes is thrown away
      return;
    }
    seen = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), seen, (ByteBuf) message);
    advance(ctx);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == ServerFirst.EVENT) {
      if (stage == Stage.PEEKING) {
        leaveTunnel(ctx);
      }
    } else if (event == ChannelInputShutdownEvent.INSTANCE) {
      inputEnded(ctx);
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  private void inputEnded(ChannelHandlerContext ctx) {
    if (stage == Stage.ADMITTING || stage == Stage.PEEKING) {
      inputEnded = true; // told to the host when it enters
      leaveWhereNothingMoreComes(ctx);
    } else {
      var _ = ctx.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    stage = Stage.LEFT;
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    var _ = ctx.close(); // the client is gone before it was let in: nobody is left to tell
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    stage = Stage.LEFT;
    stopTimer();
    if (opening != null) {
      opening.close();
    }
    if (seen.isReadable() && ctx.channel().isActive()) {
      ctx.fireChannelRead(seen);
      ctx.fireChannelReadComplete();
    } else {
      seen.release();
    }
    seen = Unpooled.EMPTY_BUFFER;
    if (inputEnded) {
      ctx.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    }
  }

  private void advance(ChannelHandlerContext ctx) {
    switch (stage) {
      case FIRST -> first(ctx);
      case OPENING -> open(ctx);
      case HELLO -> readDirectHello(ctx);
      case PEEKING -> peek(ctx);
      case ADMITTING, LEFT -> {} // what comes meanwhile waits, or is released with the channel
    }
  }

  private void first(ChannelHandlerContext ctx) {
    if (seen.getByte(seen.readerIndex()) == ClientHelloReader.HANDSHAKE) {
      stage = Stage.HELLO;
      readDirectHello(ctx);
      return;
    }
    int compared = Math.min(CONNECT.length, seen.readableBytes());
    for (int i = 0; i < compared; i++) {
      if (seen.getByte(seen.readerIndex() + i) != CONNECT[i]) {
        leave(ctx, new Visit.Requests());
        return;
      }
    }
    if (compared == CONNECT.length) {
      begin(
          ctx,
          new ConnectOpening(
              host, settings.headBytes(), budget.forConnection(2L * settings.headBytes())));
    }
  }

  private void begin(ChannelHandlerContext ctx, Opening language) {
    opening = language;
    stage = Stage.OPENING;
    open(ctx);
  }

  private void open(ChannelHandlerContext ctx) {
    Opening asking = opening();
    try {
      asking
          .read(ctx.channel(), seen)
          .ifPresent(wanted -> admit(ctx, wanted, () -> established(ctx)));
    } catch (FramingException e) {
      stage = Stage.LEFT;
      host.turnedAway(ctx.channel(), Refusal.BAD_CONNECT);
      asking.malformed(ctx.channel(), e);
    }
  }

  private void readDirectHello(ChannelHandlerContext ctx) {
    switch (ClientHelloReader.read(seen)) {
      case ClientHelloReader.Outcome.Incomplete() -> {}
      case ClientHelloReader.Outcome.Other() -> turnAway(ctx, Refusal.NO_SERVER_NAME);
      case ClientHelloReader.Outcome.Whole(ClientHello hello) ->
          Authority.parse(hello.serverName(), 443)
              .ifPresentOrElse(
                  wanted -> admit(ctx, wanted, () -> decide(ctx, wanted, hello)),
                  () -> turnAway(ctx, Refusal.NO_SERVER_NAME));
    }
  }

  private void admit(ChannelHandlerContext ctx, Authority wanted, Runnable then) {
    stage = Stage.ADMITTING;
    authority = wanted;
    stopTimer();
    ReadGate.of(ctx.channel()).close(DECIDING);
    host.admit(wanted, ctx.channel())
        .addListener((Future<Object> admission) -> {
          if (stage != Stage.ADMITTING) {
            return; // the client has gone meanwhile
          }
          if (admission.isSuccess()) {
            then.run();
          } else {
            refuse(ctx, admission.cause());
          }
        });
  }

  private void refuse(ChannelHandlerContext ctx, Throwable cause) {
    host.turnedAway(ctx.channel(), Refusal.NOT_ADMITTED);
    stage = Stage.LEFT;
    if (opening != null) {
      opening.refused(ctx.channel(), cause);
    } else {
      var _ = ctx.close();
    }
  }

  private void established(ChannelHandlerContext ctx) {
    stage = Stage.PEEKING;
    opening().accepted(ctx.channel());
    if (!opening().isPatient()) {
      startPeeking(ctx);
    }
    ReadGate.of(ctx.channel()).open(DECIDING);
    if (seen.isReadable()) {
      peek(ctx);
    }
    leaveWhereNothingMoreComes(ctx);
  }

  private void leaveWhereNothingMoreComes(ChannelHandlerContext ctx) {
    if (stage == Stage.PEEKING && inputEnded) {
      leaveUndecided(ctx);
    }
  }

  private void startPeeking(ChannelHandlerContext ctx) {
    if (timer == null) {
      startTimer(ctx, settings.peek(), () -> leaveUndecided(ctx));
    }
  }

  private void peek(ChannelHandlerContext ctx) {
    switch (opening().firstBytes(seen)) {
      case HTTP1 -> leave(ctx, new Visit.Clear(wanted()));
      case INCOMPLETE -> startPeeking(ctx);
      case OTHER -> peekAtTls(ctx);
    }
  }

  private void peekAtTls(ChannelHandlerContext ctx) {
    switch (ClientHelloReader.read(seen)) {
      case ClientHelloReader.Outcome.Incomplete() -> startPeeking(ctx);
      case ClientHelloReader.Outcome.Other() -> leaveTunnel(ctx);
      case ClientHelloReader.Outcome.Whole(ClientHello hello) -> decide(ctx, wanted(), hello);
    }
  }

  private void decide(ChannelHandlerContext ctx, Authority wanted, ClientHello hello) {
    if (!host.intercepts(wanted, hello)) {
      leaveTunnel(ctx);
      return;
    }
    stage = Stage.ADMITTING;
    stopTimer();
    ReadGate.of(ctx.channel()).close(DECIDING);
    String name = hello.serverName().isEmpty() ? wanted.address() : hello.serverName();
    var _ =
        identity
            .contextFor(name)
            .whenComplete((context, failure) ->
                ctx.executor().execute(() -> endTls(ctx, wanted, hello, context, failure)));
  }

  private void endTls(
      ChannelHandlerContext ctx,
      Authority wanted,
      ClientHello hello,
      @Nullable SslContext context,
      @Nullable Throwable failure) {
    if (stage != Stage.ADMITTING) {
      return; // the client has gone meanwhile
    }
    if (context == null || failure != null) {
      leaveTunnel(ctx); // a name that no certificate can be made for
      return;
    }
    SslHandler tls = context.newHandler(ctx.alloc());
    tls.setHandshakeTimeoutMillis(settings.handshake().toMillis());
    var pipeline = ctx.pipeline();
    pipeline.addAfter(ctx.name(), "tls", tls);
    pipeline.addAfter("tls", "handshake", new HandshakeWatch(host, wanted, hello));
    HandshakeGuard.before(pipeline, tls);
    ReadGate.of(ctx.channel()).open(DECIDING);
    pipeline.remove(this);
  }

  /** What may still become a request is shown to a tap, which sees for itself. */
  private void leaveUndecided(ChannelHandlerContext ctx) {
    boolean mayBeRequest =
        seen.isReadable() && opening().firstBytes(seen) == RequestStart.INCOMPLETE;
    leave(ctx, mayBeRequest ? new Visit.Clear(wanted()) : new Visit.Opaque(wanted()));
  }

  private void leaveTunnel(ChannelHandlerContext ctx) {
    leave(ctx, new Visit.Opaque(wanted()));
  }

  private void leave(ChannelHandlerContext ctx, Visit visit) {
    stage = Stage.LEFT;
    ReadGate.of(ctx.channel()).open(DECIDING);
    host.enter(visit, ctx.pipeline());
    ctx.pipeline().remove(this);
  }

  private void turnAway(ChannelHandlerContext ctx, Refusal reason) {
    stage = Stage.LEFT;
    host.turnedAway(ctx.channel(), reason);
    var _ = ctx.close();
  }

  private Opening opening() {
    if (opening == null) {
      throw new IllegalStateException("nobody has asked for a tunnel: " + stage);
    }
    return opening;
  }

  private Authority wanted() {
    if (authority == null) {
      throw new IllegalStateException("no tunnel without a host: " + stage);
    }
    return authority;
  }

  private void startTimer(ChannelHandlerContext ctx, Duration after, Runnable then) {
    stopTimer();
    timer = ctx.executor().schedule(then, after.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }
}
