// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.relay;

import static dev.reprise.wire.net.ReadGate.Reason.CONNECTING;
import static dev.reprise.wire.net.ReadGate.Reason.PEER_FULL;

import dev.reprise.capture.tap.Taps;
import dev.reprise.capture.upstream.Upstream;
import dev.reprise.wire.http1.Destination;
import dev.reprise.wire.http1.Framing;
import dev.reprise.wire.http1.FramingException;
import dev.reprise.wire.http1.FramingRules;
import dev.reprise.wire.http1.HeadParser;
import dev.reprise.wire.http1.MessageStream;
import dev.reprise.wire.http1.RequestHead;
import dev.reprise.wire.http1.ResponseHead;
import dev.reprise.wire.http1.Undecodable;
import dev.reprise.wire.net.ReadGate;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.util.ArrayDeque;

/**
 * The connection of a {@link ForwardRelay} to the server of the last request. Responses pass byte
 * for byte; they are framed to know when the last of them has ended, and a head is held until it is
 * whole, so that an ambiguous one is never passed on.
 *
 * <p><b>Ownership:</b> takes what it is given to send.
 *
 * <p><b>Threads:</b> confined to the event loop that it shares with the client's channel.
 */
final class OriginLink extends ChannelInboundHandlerAdapter implements MessageStream.Receiver {

  /** A request whose response has not ended. */
  private static final class Open {
    final RequestHead head;
    boolean answered; // its final head has passed

    Open(RequestHead head) {
      this.head = head;
    }
  }

  private final ForwardRelay relay;
  private final Channel client;
  private final Channel server;
  private final Destination destination;
  private final Watcher watcher;
  private final MessageStream responses;
  private final ArrayDeque<Open> open = new ArrayDeque<>();

  private boolean raw;
  private boolean answerEnded;
  private boolean saidClose;
  private boolean over;

  OriginLink(
      ForwardRelay relay,
      Channel client,
      Channel server,
      Destination destination,
      Watcher watcher,
      Taps taps) {
    this.relay = relay;
    this.client = client;
    this.server = server;
    this.destination = destination;
    this.watcher = watcher;
    this.responses =
        MessageStream.ofResponses(
            this, taps.headBytes(), taps.budget().forConnection(2L * taps.headBytes()));
  }

  /** The client can take more again. */
  void clientWritable() {
    ReadGate.of(server).open(PEER_FULL);
  }

  /** Begins to listen to the server. */
  void start() {
    server.pipeline().addLast(this);
    server.pipeline().remove(Upstream.WAITING);
    ReadGate.of(server).open(CONNECTING);
  }

  boolean isFor(Destination other) {
    return !over
        && destination.scheme().equals(other.scheme())
        && destination.authority().equals(other.authority());
  }

  /** How many requests wait for the end of their responses. */
  int openRequests() {
    return open.size();
  }

  /** Whether something of the response to the oldest open request has been passed on. */
  boolean hasBegunAnswer() {
    return !open.isEmpty() && open.getFirst().answered;
  }

  /** Whether the last request asked to leave HTTP and has no answer yet. */
  boolean awaitsDecision() {
    return !open.isEmpty() && open.getLast().head.mayLeaveHttp() && !open.getLast().answered;
  }

  /** Whether the connection has left HTTP. */
  boolean isRaw() {
    return raw;
  }

  void send(RequestHead head) {
    open.addLast(new Open(head));
    write(RequestRewrite.encode(server.alloc(), head));
  }

  void write(ByteBuf bytes) {
    watcher.requestBytes(bytes);
    var _ = server.write(bytes, server.voidPromise());
    if (!server.isWritable()) {
      server.flush();
      if (!server.isWritable()) {
        ReadGate.of(client).close(PEER_FULL);
      }
    }
  }

  void flush() {
    server.flush();
  }

  /** The client will send no more. */
  void endRequests() {
    Closing.output(server);
  }

  /** Ends the link; no more is passed on from it. */
  void close(boolean broken) {
    if (!over) {
      over = true;
      watcher.closed();
      if (broken) {
        Closing.abort(server);
      } else {
        Closing.afterFlush(server);
      }
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      if (!over) {
        watcher.responseBytes(bytes);
        pass(bytes);
      }
    } catch (FramingException e) {
      refuse(e);
    } finally {
      bytes.release();
    }
    if (!client.isWritable()) {
      client.flush();
      if (!client.isWritable()) {
        ReadGate.of(server).close(PEER_FULL);
      }
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    client.flush();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (server.isWritable()) {
      ReadGate.of(client).open(PEER_FULL);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE || event instanceof SslCloseCompletionEvent) {
      ended();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    lost(false);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    lost(true);
  }

  @Override
  public Framing head(byte[] buf, int from, int to, long firstByteNanos) throws FramingException {
    ResponseHead head = HeadParser.response(buf, from, to);
    Open asked = open.peekFirst();
    if (asked == null) {
      throw new FramingException(Undecodable.UNSOLICITED_RESPONSE);
    }
    Framing framing = FramingRules.ofResponse(head, asked.head.method());
    var _ = client.write(client.alloc().buffer(to - from).writeBytes(buf, from, to - from));
    if (!(framing instanceof Framing.Interim)) {
      asked.answered = true;
      raw = head.leavesHttp(asked.head.method());
      saidClose = framing instanceof Framing.UntilClose || says(head, "close");
      relay.decided();
    }
    return framing;
  }

  @Override
  public void body(byte[] buf, int from, int to) {
    // Passed on with its framing, by pass().
  }

  @Override
  public void trailers(byte[] buf, int from, int to) throws FramingException {
    HeadParser.fields(buf, from, to); // malformed ones are not passed on silently
  }

  @Override
  public void end(long nanos) {
    open.pollFirst();
    answerEnded = true;
  }

  private void pass(ByteBuf bytes) throws FramingException {
    while (bytes.isReadable() && !over && !raw) {
      int length = Scratch.lengthOf(bytes);
      byte[] scratch = Scratch.copyOf(bytes);
      int start = bytes.readerIndex();
      int at = 0;
      while (at < length && !over && !raw) {
        boolean inHead = responses.isInHead();
        int next = responses.step(scratch, at, length, 0);
        if (!inHead) {
          var _ = client.write(bytes.retainedSlice(start + at, next - at));
        }
        at = next;
        tellEnd();
      }
      bytes.skipBytes(at);
    }
    if (raw && bytes.isReadable()) {
      var _ = client.write(bytes.readRetainedSlice(bytes.readableBytes()));
    }
  }

  // Only once the last byte of the response was written: the relay may write after it.
  private void tellEnd() {
    if (answerEnded) {
      answerEnded = false;
      relay.answered();
    }
  }

  private void refuse(FramingException cause) {
    boolean inHead = responses.isInHead();
    boolean unanswered = inHead && !open.isEmpty();
    close(true);
    relay.serverFailed(unanswered, "the server's response is malformed: " + cause.getMessage());
  }

  private void ended() {
    if (over) {
      return;
    }
    watcher.responsesEnded();
    if (raw) {
      Closing.output(client);
      return;
    }
    try {
      responses.end(0);
      tellEnd();
    } catch (FramingException e) {
      refuse(e);
      return;
    }
    lost(false);
  }

  private void lost(boolean broken) {
    if (!over) {
      boolean cut = raw || !open.isEmpty();
      close(broken);
      relay.serverGone(cut, saidClose, broken);
    }
  }

  private static boolean says(ResponseHead head, String option) {
    for (String value : head.headers().all("connection")) {
      if (value.equalsIgnoreCase(option)) {
        return true;
      }
    }
    return false;
  }
}
