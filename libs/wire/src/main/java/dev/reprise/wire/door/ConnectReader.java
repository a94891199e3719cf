// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.door;

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
import java.util.Optional;

/**
 * Reads the head of one CONNECT.
 *
 * <p><b>Threads:</b> confined to the event loop of its connection.
 */
final class ConnectReader implements MessageStream.Receiver {

  private final Allowance allowance;
  private final MessageStream stream;
  private Optional<Authority> authority = Optional.empty();

  ConnectReader(int maxHeadBytes, Allowance allowance) {
    this.allowance = allowance;
    this.stream = MessageStream.ofRequests(this, maxHeadBytes, allowance);
  }

  /**
   * Takes the bytes of the head off the buffer.
   *
   * @return whom it is for, once the head is whole
   * @throws FramingException if it is malformed, or announces a body
   */
  Optional<Authority> read(ByteBuf bytes) throws FramingException {
    byte[] copy = new byte[bytes.readableBytes()];
    bytes.getBytes(bytes.readerIndex(), copy);
    int at = 0;
    while (at < copy.length && authority.isEmpty()) {
      at = stream.step(copy, at, copy.length, 0);
    }
    bytes.skipBytes(at);
    return authority;
  }

  void close() {
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
