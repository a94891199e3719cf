// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.relay;

import static dev.reprise.wire.net.ReadGate.Reason.CONNECTING;
import static dev.reprise.wire.net.ReadGate.Reason.PEER_FULL;

import dev.reprise.capture.tap.Taps;
import dev.reprise.capture.upstream.Upstream;
import dev.reprise.wire.http1.Allowance;
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
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

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
    boolean toldToContinue;

    Open(RequestHead head) {
      this.head = head;
    }

    boolean keepsAlive() {
      return !head.version().equals("HTTP/1.0");
    }

    /** Whether the client may never send the body of this request, and go on without. */
    boolean mayLackBody() {
      return head.expectsContinue() && !toldToContinue;
    }
  }

  private final ForwardRelay relay;
  private final Channel client;
  private final Channel server;
  private final Destination destination;
  private final Watcher watcher;
  private final Allowance allowance;
  private final MessageStream responses;
  private final ArrayDeque<Open> open = new ArrayDeque<>();

  private boolean raw;
  private boolean rawEnded;
  private @Nullable Open ended; // its response has just ended
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
    this.allowance = taps.budget().forConnection(2L * taps.headBytes());
    this.responses = MessageStream.ofResponses(this, taps.headBytes(), allowance);
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

  /** Whether the last response announced the end of the connection. */
  boolean saidClose() {
    return saidClose;
  }

  /** Whether the connection has left HTTP. */
  boolean isRaw() {
    return raw;
  }

  /** Whether the server will send no more on a connection that has left HTTP. */
  boolean isRawEnded() {
    return rawEnded;
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
      allowance.giveBackAll();
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
    switch (InputEnd.of(ctx.channel(), event)) {
      case NOT_YET -> {}
      case IN_ORDER -> ended();
      case TRUNCATED -> lost(true);
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
    Framing framing = FramingRules.ofResponse(head, asked.head);
    var options = ConnectionOptions.of(head.headers());
    boolean interim = framing instanceof Framing.Interim;
    if (!interim || asked.keepsAlive()) { // HTTP/1.0 knows no informational responses
      boolean goesOn = asked.keepsAlive() && !closes(head, options);
      var rewrite = new ResponseRewrite(head, options, goesOn);
      var _ = client.write(rewrite.forClient(client.alloc(), buf, from, to));
    }
    if (interim) {
      asked.toldToContinue |= head.status() == 100;
    } else {
      asked.answered = true;
      raw = head.leavesHttp(asked.head.method());
      saidClose = framing instanceof Framing.UntilClose || closes(head, options);
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
    ended = open.pollFirst();
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
    Open last = ended;
    if (last != null) {
      ended = null;
      relay.answered(last.mayLackBody());
    }
  }

  private void refuse(FramingException cause) {
    if (open.isEmpty()) {
      lost(true); // nobody waits for what it says: the next request gets a new connection
      return;
    }
    boolean unanswered = !open.getFirst().answered;
    close(true);
    relay.serverFailed(unanswered, "the server's response is malformed: " + cause.getMessage());
  }

  private void ended() {
    if (over || rawEnded) {
      return;
    }
    watcher.responsesEnded();
    if (raw) {
      rawEnded = true;
      relay.serverEnded();
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

  // One of HTTP/1.0 that would be kept is not worth the trouble: clients of 1.1 may not know how.
  private static boolean closes(ResponseHead head, ConnectionOptions options) {
    return options.closes() || head.version().equals("HTTP/1.0");
  }
}
