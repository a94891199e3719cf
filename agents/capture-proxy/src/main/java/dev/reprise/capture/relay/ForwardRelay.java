// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.relay;

import static dev.reprise.wire.net.ReadGate.Reason.DECIDING;
import static dev.reprise.wire.net.ReadGate.Reason.PEER_FULL;

import dev.reprise.capture.tap.Counter;
import dev.reprise.capture.upstream.UpstreamException;
import dev.reprise.wire.door.PlainAnswer;
import dev.reprise.wire.http1.Destination;
import dev.reprise.wire.http1.Framing;
import dev.reprise.wire.http1.FramingException;
import dev.reprise.wire.http1.FramingRules;
import dev.reprise.wire.http1.HeadParser;
import dev.reprise.wire.http1.MessageStream;
import dev.reprise.wire.http1.RequestHead;
import dev.reprise.wire.http1.Undecodable;
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
 * <p>Requests whose framing is ambiguous are refused with 400 and end the connection.
 *
 * <p><b>Ownership:</b> takes what the channel reads.
 *
 * <p><b>Threads:</b> confined to the client's event loop, which its servers' channels share.
 *
 * <p><b>Bounds:</b> while a request waits for its server, the client is not read.
 */
final class ForwardRelay extends ChannelInboundHandlerAdapter implements MessageStream.Receiver {

  /** A request whose head is whole, and which waits for its server. */
  private record Routed(RequestHead head, Destination destination) {}

  private final Channel client;
  private final Origins origins;
  private final MessageStream requests;
  private final ArrayDeque<ByteBuf> waiting = new ArrayDeque<>();

  private @Nullable OriginLink link; // null while no server is connected
  private @Nullable Routed routed; // null while no request waits for its server
  private @Nullable String refusal; // what to answer once all open responses have ended
  private boolean connecting;
  private boolean inputEnded;
  private boolean over;

  ForwardRelay(Channel client, Origins origins) {
    this.client = client;
    this.origins = origins;
    int headBytes = origins.taps().headBytes();
    this.requests =
        MessageStream.ofRequests(
            this, headBytes, origins.taps().budget().forConnection(2L * headBytes));
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

  /** A response has ended. */
  void answered() {
    if (link != null && link.openRequests() == 0) {
      if (refusal != null) {
        answerAndClose(HttpResponseStatus.BAD_REQUEST, refusal);
        return;
      }
    }
    wake();
  }

  private void wake() {
    if (waiting.isEmpty() && routed == null && !inputEnded) {
      return;
    }
    client.eventLoop().execute(this::pump); // not within the link's own loop over its bytes
  }

  /** The connection has left HTTP, or has not: either way the client may go on. */
  void decided() {
    wake();
  }

  /** The server answers what cannot be passed on. */
  void serverFailed(boolean unanswered, String text) {
    unlink();
    if (unanswered) {
      answerAndClose(HttpResponseStatus.BAD_GATEWAY, text);
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
    if (cut || saidClose || !requests.isBetweenMessages()) {
      end(broken && cut);
    }
  }

  @Override
  public Framing head(byte[] buf, int from, int to, long firstByteNanos) throws FramingException {
    RequestHead head = HeadParser.request(buf, from, to);
    Framing framing = FramingRules.ofRequest(head);
    if (head.method().equals("CONNECT") || head.headers().all("host").size() > 1) {
      throw new FramingException(Undecodable.BAD_START_LINE);
    }
    Destination destination =
        Destination.of(head, "http")
            .orElseThrow(() -> new FramingException(Undecodable.BAD_START_LINE));
    routed = new Routed(RequestRewrite.forServer(head, destination), destination);
    return framing;
  }

  @Override
  public void body(byte[] buf, int from, int to) {
    // Passed on with its framing, by forward().
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
      } catch (FramingException e) {
        refuse(e.reason().meaning());
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
        && !(requests.isInHead() && link != null && link.awaitsDecision());
  }

  private void forward(ByteBuf bytes) throws FramingException {
    int length = Scratch.lengthOf(bytes);
    byte[] scratch = Scratch.copyOf(bytes);
    int start = bytes.readerIndex();
    int at = 0;
    try {
      while (at < length && mayForward()) {
        boolean inHead = requests.isInHead();
        int next = requests.step(scratch, at, length, 0);
        if (!inHead && link != null) {
          link.write(bytes.retainedSlice(start + at, next - at));
        }
        at = next;
      }
    } finally {
      bytes.skipBytes(at);
    }
  }

  /** Sends the request that waits, if its server is there; otherwise sees to it that it will be. */
  private boolean route() {
    Routed next = routed;
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

  private void connect(Routed next) {
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
            origins.taps().counters().count(Counter.FAILED_CONNECTIONS);
            answerAndClose(
                HttpResponseStatus.BAD_GATEWAY, UpstreamException.messageOf(connected.cause()));
          }
        });
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
    if (mayForwardLater()) {
      ReadGate.of(client).open(DECIDING);
    } else {
      ReadGate.of(client).close(DECIDING);
    }
    if (inputEnded && waiting.isEmpty() && routed == null) {
      clientEnded();
    }
  }

  private boolean mayForwardLater() {
    return waiting.isEmpty() && routed == null && refusal == null;
  }

  private void clientEnded() {
    if (link == null
        || (link.openRequests() == 0 && !link.isRaw() && requests.isBetweenMessages())) {
      end(false);
    } else if (link.isRaw() || !requests.isBetweenMessages()) {
      link.endRequests();
    }
  }

  private void refuse(String text) {
    origins.taps().counters().count(Counter.REFUSED_REQUESTS);
    boolean inBody = !requests.isInHead();
    int open = link == null ? 0 : link.openRequests();
    if (open == 0 || (inBody && open == 1 && link != null && !link.hasBegunAnswer())) {
      answerAndClose(HttpResponseStatus.BAD_REQUEST, text);
    } else if (inBody) {
      end(true);
    } else {
      refusal = text;
    }
  }

  private void answerAndClose(HttpResponseStatus status, String text) {
    over = true;
    releaseWaiting();
    closeLink(true);
    PlainAnswer.send(client, status, text);
  }

  private void clientGone(boolean broken) {
    if (!over) {
      end(broken);
    }
  }

  private void end(boolean broken) {
    over = true;
    releaseWaiting();
    closeLink(broken);
    if (broken) {
      Closing.abort(client);
    } else {
      Closing.afterFlush(client);
    }
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
