// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.door;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.reprise.wire.http1.Allowance;
import dev.reprise.wire.http1.Authority;
import dev.reprise.wire.http1.Framing;
import dev.reprise.wire.http1.FramingException;
import dev.reprise.wire.http1.FramingRules;
import dev.reprise.wire.http1.HeadParser;
import dev.reprise.wire.http1.MessageStream;
import dev.reprise.wire.http1.RequestHead;
import dev.reprise.wire.http1.Undecodable;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tunnel asked for by CONNECT.
 *
 * <p><b>Threads:</b> confined to the event loop of its connection.
 */
final class ConnectOpening implements Opening, MessageStream.Receiver {

  private static final String ESTABLISHED = "HTTP/1.1 200 Connection established\r\n\r\n";

  private final DoorHost host;
  private final Allowance allowance;
  private final MessageStream stream;
  private Optional<Authority> authority = Optional.empty();
  private @Nullable RequestHead asked; // null until it is whole

  ConnectOpening(DoorHost host, int maxHeadBytes, Allowance allowance) {
    this.host = host;
    this.allowance = allowance;
    this.stream = MessageStream.ofRequests(this, maxHeadBytes, allowance);
  }

  @Override
  public Optional<Authority> read(Channel client, ByteBuf bytes) throws FramingException {
    byte[] copy = new byte[bytes.readableBytes()];
    bytes.getBytes(bytes.readerIndex(), copy);
    int at = 0;
    while (at < copy.length && authority.isEmpty()) {
      at = stream.step(copy, at, copy.length, 0);
    }
    bytes.skipBytes(at);
    return authority;
  }

  @Override
  public void accepted(Channel client) {
    var _ =
        client.writeAndFlush(client.alloc().buffer().writeBytes(ESTABLISHED.getBytes(US_ASCII)));
  }

  @Override
  public void refused(Channel client, Throwable cause) {
    if (asked != null) {
      host.unanswered(client, asked, cause);
    }
    PlainAnswer.send(client, HttpResponseStatus.BAD_GATEWAY, String.valueOf(cause.getMessage()));
  }

  @Override
  public void malformed(Channel client, FramingException cause) {
    PlainAnswer.send(client, HttpResponseStatus.BAD_REQUEST, cause.reason().meaning());
  }

  @Override
  public void close() {
    allowance.giveBackAll();
  }

  @Override
  public Framing head(byte[] buf, int from, int to, long firstByteNanos) throws FramingException {
    RequestHead head = HeadParser.request(buf, from, to);
    Framing framing = FramingRules.ofRequest(head);
    authority = head.target().contains(":") ? Authority.parse(head.target(), -1) : authority;
    if (authority.isEmpty() || !head.method().equals("CONNECT")) {
      throw new FramingException(Undecodable.BAD_START_LINE);
    }
    if (!(framing instanceof Framing.Nothing)) {
      throw new FramingException(Undecodable.AMBIGUOUS_LENGTH);
    }
    asked = head;
    return framing;
  }

  @Override
  public void body(byte[] buf, int from, int to) {
    throw new IllegalStateException("a CONNECT has no body");
  }

  @Override
  public void trailers(byte[] buf, int from, int to) {
    throw new IllegalStateException("a CONNECT has no trailers");
  }

  @Override
  public void end(long nanos) {
    // The head is all there is.
  }
}
