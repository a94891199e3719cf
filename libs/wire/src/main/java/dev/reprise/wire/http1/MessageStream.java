// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.http1;

import java.util.Objects;

/**
 * Cuts one direction of a connection into messages.
 *
 * <p>{@link #step} goes to the next boundary (the end of a head, of a run of body bytes, of a
 * message) and says so to its {@link Receiver}, so that whoever drives it knows for each byte
 * whether it belonged to a head or to what follows it.
 *
 * <p><b>Threads:</b> not thread-safe; confined to the event loop of its connection.
 *
 * <p><b>Bounds:</b> header blocks and trailers up to {@code maxHeadBytes} each, out of an
 * allowance; bodies are never held.
 *
 * <p><b>Cost:</b> nothing is copied but a head that the network has cut.
 */
public final class MessageStream {

  /** What is told of the messages, in the order of the bytes. Arrays are lent for the call only. */
  public interface Receiver {

    /**
     * A head is whole.
     *
     * @param to after the empty line
     * @param firstByteNanos when its first byte passed by
     * @return how the message goes on
     */
    Framing head(byte[] buf, int from, int to, long firstByteNanos) throws FramingException;

    /** The next bytes of the body, after transfer decoding. */
    void body(byte[] buf, int from, int to) throws FramingException;

    /**
     * The trailers of a chunked body, not told of when there are none.
     *
     * @param to after the empty line
     */
    void trailers(byte[] buf, int from, int to) throws FramingException;

    /**
     * The message is whole.
     *
     * @param nanos when its last byte passed by
     */
    void end(long nanos) throws FramingException;
  }

  private enum State {
    HEAD,
    LENGTH,
    CHUNKED,
    UNTIL_CLOSE,
    ENDED
  }

  private final Receiver receiver;
  private final HeadBuffer head;
  private final ChunkFraming chunks = new ChunkFraming();
  private final boolean ofRequests;

  private State state = State.HEAD;
  private long firstByteNanos;
  private long remainingBytes;

  private MessageStream(Receiver receiver, HeadBuffer head, boolean ofRequests) {
    this.receiver = receiver;
    this.head = head;
    this.ofRequests = ofRequests;
  }

  /** For what a client sends: empty lines before a request are skipped (RFC 9112, section 2.2). */
  public static MessageStream ofRequests(Receiver receiver, int maxHeadBytes, Allowance allowance) {
    return new MessageStream(receiver, new HeadBuffer(maxHeadBytes, allowance), true);
  }

  /** For what a server sends. */
  public static MessageStream ofResponses(
      Receiver receiver, int maxHeadBytes, Allowance allowance) {
    return new MessageStream(receiver, new HeadBuffer(maxHeadBytes, allowance), false);
  }

  /** Whether the next byte belongs to a head, or to the empty lines before it. */
  public boolean isInHead() {
    return state == State.HEAD;
  }

  /** Whether the connection may end here without cutting a message. */
  public boolean isBetweenMessages() {
    return state == State.HEAD && head.isEmpty();
  }

  /** Whether {@link #end} was called. */
  public boolean hasEnded() {
    return state == State.ENDED;
  }

  /**
   * Takes bytes up to the next boundary, at least one unless there is none.
   *
   * @param nanos when they passed by
   * @return the index after them
   * @throws FramingException if they cannot be understood; the stream must not be used further
   */
  public int step(byte[] buf, int from, int to, long nanos) throws FramingException {
    Objects.checkFromToIndex(from, to, buf.length);
    if (from == to) {
      return from;
    }
    return switch (state) {
      case HEAD -> stepInHead(buf, from, to, nanos);
      case LENGTH -> stepInLength(buf, from, to, nanos);
      case CHUNKED -> stepInChunks(buf, from, to, nanos);
      case UNTIL_CLOSE -> {
        receiver.body(buf, from, to);
        yield to;
      }
      case ENDED -> to;
    };
  }

  /**
   * Says that no more bytes will come.
   *
   * @return whether the end cut no message
   */
  public boolean end(long nanos) throws FramingException {
    State before = state;
    boolean clean = isBetweenMessages() || before == State.UNTIL_CLOSE || before == State.ENDED;
    state = State.ENDED;
    if (before == State.UNTIL_CLOSE) {
      receiver.end(nanos);
    }
    return clean;
  }

  private int stepInHead(byte[] buf, int from, int to, long nanos) throws FramingException {
    if (head.isEmpty()) {
      requireStart(buf[from]);
      firstByteNanos = nanos;
    }
    int end = head.find(buf, from, to);
    if (end < 0) {
      return to;
    }
    if (ofRequests && head.to() - head.from() == 2) {
      head.clear();
      return end;
    }
    Framing framing = receiver.head(head.block(), head.from(), head.to(), firstByteNanos);
    head.clear();
    if (state != State.ENDED) {
      enter(framing, nanos);
    }
    return end;
  }

  // Other protocols show at the first byte mostly; nothing of them need be held.
  private void requireStart(byte first) throws FramingException {
    boolean fits = ofRequests ? first == '\r' || HeadParser.isTokenCharacter(first) : first == 'H';
    if (!fits) {
      throw new FramingException(Undecodable.NOT_HTTP_1);
    }
  }

  private void enter(Framing framing, long nanos) throws FramingException {
    switch (framing) {
      case Framing.Nothing() -> receiver.end(nanos);
      case Framing.Interim() -> {}
      case Framing.Length(long bytes) -> {
        remainingBytes = bytes;
        state = State.LENGTH;
      }
      case Framing.Chunked() -> {
        chunks.reset();
        state = State.CHUNKED;
      }
      case Framing.UntilClose() -> state = State.UNTIL_CLOSE;
    }
  }

  private int stepInLength(byte[] buf, int from, int to, long nanos) throws FramingException {
    int taken = (int) Math.min(remainingBytes, to - from);
    receiver.body(buf, from, from + taken);
    remainingBytes -= taken;
    if (remainingBytes == 0) {
      finishMessage(nanos);
    }
    return from + taken;
  }

  private int stepInChunks(byte[] buf, int from, int to, long nanos) throws FramingException {
    if (chunks.isInTrailers()) {
      return stepInTrailers(buf, from, to, nanos);
    }
    if (chunks.isInData()) {
      int end = from + chunks.takeData(to - from);
      receiver.body(buf, from, end);
      return end;
    }
    return chunks.takeLines(buf, from, to);
  }

  private int stepInTrailers(byte[] buf, int from, int to, long nanos) throws FramingException {
    int end = head.find(buf, from, to);
    if (end < 0) {
      return to;
    }
    if (head.to() - head.from() > 2) {
      receiver.trailers(head.block(), head.from(), head.to());
    }
    head.clear();
    finishMessage(nanos);
    return end;
  }

  private void finishMessage(long nanos) throws FramingException {
    state = State.HEAD;
    receiver.end(nanos);
  }
}
