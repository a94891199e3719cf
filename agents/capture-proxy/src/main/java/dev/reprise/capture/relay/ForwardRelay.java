// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.relay;

import static dev.reprise.wire.net.ReadGate.Reason.DECIDING;
import static dev.reprise.wire.net.ReadGate.Reason.PEER_FULL;

import dev.reprise.capture.relay.Routing.Refused;
import dev.reprise.capture.relay.Routing.ToServer;
import dev.reprise.capture.tap.Counter;
import dev.reprise.capture.upstream.UpstreamException;
import dev.reprise.wire.door.DoorSettings;
import dev.reprise.wire.door.PlainAnswer;
import dev.reprise.wire.http1.Allowance;
import dev.reprise.wire.http1.Framing;
import dev.reprise.wire.http1.FramingException;
import dev.reprise.wire.http1.FramingRules;
import dev.reprise.wire.http1.HeadParser;
import dev.reprise.wire.http1.MessageStream;
import dev.reprise.wire.http1.RequestHead;
import dev.reprise.wire.net.Lingering;
import dev.reprise.wire.net.ReadGate;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Relays requests in plain text, each to the server that it names. One server at a time: a request
 * for another waits until all responses of the former have ended. Pipelined requests to one server
 * flow on.
 *
 * <p>Requests whose framing is ambiguous are refused and end the connection. So does a request that
 * says it is the last, one of HTTP/1.0, and one whose body may never come since it was answered
 * before the client was told to go on: what follows could be read in two ways.
 *
 * <p><b>Ownership:</b> takes what the channel reads.
 *
 * <p><b>Threads:</b> confined to the client's event loop, which its servers' channels share.
 *
 * <p><b>Bounds:</b> while a request waits for its server, the client is not read; a client that is
 * slow with a head, or idle, is waited for as long as {@link DoorSettings} says.
 *
 * <p>Longer than a class should be: every way in which either side can end meets here, and must see
 * the same few fields.
 */
final class ForwardRelay extends ChannelInboundHandlerAdapter
    implements MessageStream.Receiver, Patience.Watched {

  private final Channel client;
  private final Origins origins;
  private final Allowance allowance;
  private final MessageStream requests;
  private final Patience patience;
  private final ArrayDeque<ByteBuf> waiting = new ArrayDeque<>();

  private @Nullable OriginLink link; // null while no server is connected
  private @Nullable ToServer routed; // null while no request waits for its server
  private @Nullable Refused refusal; // what to answer once all open responses have ended
  private long requestsSeen;
  private boolean lastAsked;
  private boolean bodyBegun; // that of the latest request
  private boolean connecting;
  private boolean inputEnded;
  private boolean over;

  ForwardRelay(Channel client, Origins origins, DoorSettings limits) {
    this.client = client;
    this.origins = origins;
    int headBytes = origins.taps().headBytes();
    this.allowance = origins.taps().budget().forConnection(2L * headBytes);
    this.requests = MessageStream.ofRequests(this, headBytes, allowance);
    this.patience = new Patience(client.eventLoop(), this, limits.firstBytes(), limits.idle());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    if (over) {
      bytes.release();
    } else {
      waiting.addLast(bytes);
      pump();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (link != null) {
      link.flush();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (client.isWritable() && link != null) {
      link.clientWritable();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      inputEnded = true;
      if (over) {
        var _ = ctx.close();
      } else {
        pump();
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    clientGone(false);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    clientGone(true);
  }

  /**
   * A response has ended.
   *
   * @param mayLackBody whether the body of its request may never come
   */
  void answered(boolean mayLackBody) {
    if (link == null || link.openRequests() > 0 || link.isRaw()) {
      wake();
    } else if (refusal != null) {
      answerAndClose(refusal);
    } else if (link.saidClose() || (mayLackBody && !requests.isInHead() && !bodyBegun)) {
      finish();
    } else {
      wake();
    }
  }

  private void wake() {
    if (waiting.isEmpty() && routed == null && !inputEnded && !lastAsked) {
      return;
    }
    client.eventLoop().execute(this::pump); // not within the link's own loop over its bytes
  }

  /** The connection has left HTTP, or has not: either way the client may go on. */
  void decided() {
    wake();
  }

  /** The server will send no more on a connection that has left HTTP. */
  void serverEnded() {
    if (inputEnded) {
      end(false);
    } else {
      Closing.output(client);
    }
  }

  /** The server answers what cannot be passed on. */
  void serverFailed(boolean unanswered, String text) {
    unlink();
    if (unanswered) {
      answerAndClose(new Refused(HttpResponseStatus.BAD_GATEWAY, text));
    } else {
      end(true);
    }
  }

  /**
   * The server's connection has ended.
   *
   * @param cut whether a response was still to come
   * @param saidClose whether the server had announced it
   * @param broken whether it broke off
   */
  void serverGone(boolean cut, boolean saidClose, boolean broken) {
    unlink();
    if (cut && broken) {
      end(true);
    } else if (cut || saidClose || !requests.isBetweenMessages()) {
      finish();
    }
  }

  @Override
  public Patience.Phase phase() {
    if (over || routed != null || (link != null && (link.isRaw() || link.openRequests() > 0))) {
      return Patience.Phase.BUSY;
    }
    if (requests.isBetweenMessages()) {
      return Patience.Phase.IDLE;
    }
    return requests.isInHead() ? Patience.Phase.IN_HEAD : Patience.Phase.BUSY;
  }

  @Override
  public long requests() {
    return requestsSeen;
  }

  @Override
  public void tooLong(Patience.Phase phase) {
    if (phase == Patience.Phase.IN_HEAD) {
      refuse(new Refused(HttpResponseStatus.REQUEST_TIMEOUT, "the request's head took too long"));
    } else {
      finish();
    }
  }

  @Override
  public Framing head(byte[] buf, int from, int to, long firstByteNanos) throws FramingException {
    RequestHead head = HeadParser.request(buf, from, to);
    Framing framing = FramingRules.ofRequest(head);
    requestsSeen++;
    bodyBegun = false;
    return switch (Routing.of(head)) {
      case ToServer next -> {
        routed = next;
        lastAsked = next.isLast();
        yield framing;
      }
      case Refused no -> {
        refusal = no; // told by pump(), once the bytes before it have gone
        yield Framing.NOTHING;
      }
    };
  }

  @Override
  public void body(byte[] buf, int from, int to) {
    bodyBegun = true; // passed on with its framing, by forward()
  }

  @Override
  public void trailers(byte[] buf, int from, int to) throws FramingException {
    HeadParser.fields(buf, from, to); // malformed ones end the connection
  }

  @Override
  public void end(long nanos) {
    // Where a message ends is seen by the state of the stream.
  }

  private void pump() {
    while (!over && mayForward() && !waiting.isEmpty()) {
      ByteBuf bytes = waiting.peekFirst();
      if (link != null && link.isRaw()) {
        link.write(waiting.removeFirst());
        continue;
      }
      try {
        forward(bytes);
        if (refusal != null) {
          refuse(refusal);
        }
      } catch (FramingException e) {
        refuse(Refused.because(e.reason()));
      }
      if (!over && !bytes.isReadable()) {
        waiting.removeFirst().release();
      }
    }
    if (!over) {
      settle();
    }
  }

  private boolean mayForward() {
    return refusal == null
        && (routed == null || route())
        && !hasAskedAll()
        && !(requests.isInHead() && link != null && link.awaitsDecision());
  }

  /** Whether whatever the client still sends is no request to be answered. */
  private boolean hasAskedAll() {
    return lastAsked && requests.isInHead() && routed == null && (link == null || !link.isRaw());
  }

  private void forward(ByteBuf bytes) throws FramingException {
    int length = Scratch.lengthOf(bytes);
    byte[] scratch = Scratch.copyOf(bytes);
    int start = bytes.readerIndex();
    int at = 0;
    bytes.retain(); // a server that is lost meanwhile ends the relay, and what waits with it
    try {
      while (at < length && !over && mayForward()) {
        boolean inHead = requests.isInHead();
        int next = requests.step(scratch, at, length, 0);
        if (!inHead && link != null) {
          link.write(bytes.retainedSlice(start + at, next - at));
        }
        at = next;
      }
    } finally {
      bytes.skipBytes(at);
      bytes.release();
    }
  }

  /** Sends the request that waits, if its server is there; otherwise sees to it that it will be. */
  private boolean route() {
    ToServer next = routed;
    if (next == null) {
      return true;
    }
    if (link != null && link.isFor(next.destination())) {
      routed = null;
      link.send(next.head());
      return true;
    }
    if (link == null || link.openRequests() == 0) {
      closeLink(false);
      connect(next);
    }
    return false;
  }

  private void connect(ToServer next) {
    if (connecting) {
      return;
    }
    connecting = true;
    origins
        .connect(next.destination(), client, this)
        .addListener((Future<OriginLink> connected) -> {
          connecting = false;
          if (connected.isSuccess()) {
            adopt(connected.getNow());
          } else if (!over) {
            unanswered(next, connected.cause());
          }
        });
  }

  private void unanswered(ToServer asked, Throwable cause) {
    origins.taps().counters().count(Counter.FAILED_CONNECTIONS);
    Watcher watcher = origins.unconnected(client, asked.destination());
    ByteBuf head = RequestRewrite.encode(client.alloc(), asked.head());
    watcher.requestBytes(head);
    head.release();
    showBody(watcher);
    watcher.unanswered(UpstreamException.markOf(cause));
    answerAndClose(new Refused(HttpResponseStatus.BAD_GATEWAY, UpstreamException.messageOf(cause)));
  }

  /** Shows as much of the latest request's body as has come. */
  private void showBody(Watcher watcher) {
    try {
      while (!waiting.isEmpty() && !requests.isInHead()) {
        ByteBuf bytes = waiting.getFirst();
        byte[] scratch = Scratch.copyOf(bytes);
        int taken = requests.step(scratch, 0, Scratch.lengthOf(bytes), 0);
        watcher.requestBytes(bytes.readSlice(taken));
        if (!bytes.isReadable()) {
          waiting.removeFirst().release();
        }
      }
    } catch (FramingException e) {
      return; // what came before is shown; the rest is no body
    }
  }

  private void adopt(OriginLink connected) {
    if (over) {
      connected.close(false);
      return;
    }
    link = connected;
    connected.start();
    pump();
  }

  /** After each round: flushes, pauses or wakes the client, and sees whether all is done. */
  private void settle() {
    if (link != null) {
      link.flush();
    }
    if (hasAskedAll()) {
      releaseWaiting();
      if (link == null || link.openRequests() == 0) {
        finish();
        return;
      }
    }
    if (waiting.isEmpty() && routed == null && refusal == null) {
      ReadGate.of(client).open(DECIDING);
    } else {
      ReadGate.of(client).close(DECIDING);
    }
    if (inputEnded && waiting.isEmpty() && routed == null) {
      clientEnded();
    }
  }

  private void clientEnded() {
    if (link == null
        || link.isRawEnded()
        || (link.openRequests() == 0 && !link.isRaw() && requests.isBetweenMessages())) {
      end(false);
    } else if (link.isRaw() || !requests.isBetweenMessages()) {
      link.endRequests();
    }
  }

  private void refuse(Refused no) {
    origins.taps().counters().count(Counter.REFUSED_REQUESTS);
    boolean inBody = !requests.isInHead();
    int open = link == null ? 0 : link.openRequests();
    if (open == 0 || (inBody && open == 1 && link != null && !link.hasBegunAnswer())) {
      answerAndClose(no);
    } else if (inBody) {
      end(true);
    } else {
      refusal = no;
    }
  }

  private void answerAndClose(Refused no) {
    release();
    closeLink(true);
    PlainAnswer.send(client, no.status(), no.text());
  }

  /** All is said: ends the connection so that the client gets the whole of it. */
  private void finish() {
    release();
    closeLink(false);
    if (inputEnded) {
      Closing.afterFlush(client);
    } else {
      Lingering.end(client);
    }
  }

  private void clientGone(boolean broken) {
    if (!over) {
      end(broken);
    }
  }

  private void end(boolean broken) {
    release();
    closeLink(broken);
    if (broken) {
      Closing.abort(client);
    } else {
      Closing.afterFlush(client);
    }
  }

  private void release() {
    over = true;
    allowance.giveBackAll();
    patience.end();
    releaseWaiting();
  }

  private void releaseWaiting() {
    while (!waiting.isEmpty()) {
      waiting.removeFirst().release();
    }
  }

  private void closeLink(boolean broken) {
    if (link != null) {
      link.close(broken);
      unlink();
    }
  }

  private void unlink() {
    link = null;
    ReadGate.of(client).open(PEER_FULL);
  }
}
