// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.http1;

import dev.reprise.traffic.pair.Mark;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.function.LongSupplier;

/**
 * Watches one connection and tells of the pairs that pass on it.
 *
 * <p>A relay shows it each buffer before passing the buffer on. Whatever happens in here, the relay
 * does not notice: bytes that are not HTTP/1.1 end the decoding, a defect detaches the tap, and in
 * both cases every later call does nothing.
 *
 * <p><b>Ownership:</b> buffers are borrowed: indexes and reference counts are left alone.
 *
 * <p><b>Threads:</b> not thread-safe; confined to the event loop of its connection.
 *
 * <p><b>Bounds:</b> {@link TapLimits} for the connection, {@link ByteBudget} for all.
 */
public final class ConnectionTap {

  private static final int SCRATCH_BYTES = 1 << 16;

  // Reading a direct buffer byte by byte costs more than one copy of it into the heap.
  private static final FastThreadLocal<byte[]> SCRATCH =
      new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
          return new byte[SCRATCH_BYTES];
        }
      };

  private final TappedConnection connection;
  private final LongSupplier clock;
  private final TapListener listener;
  private final Allowance allowance;
  private final PairAssembler pairs;
  private final RequestSide requests;
  private final ResponseSide responses;

  private boolean over;

  /**
   * @param clock nanoseconds since the epoch
   */
  public ConnectionTap(
      TappedConnection connection,
      TapLimits limits,
      ByteBudget budget,
      LongSupplier clock,
      TapListener listener) {
    this.connection = connection;
    this.clock = clock;
    this.listener = listener;
    this.allowance = budget.forConnection(limits.connectionBytes());
    this.pairs = new PairAssembler(connection, limits, allowance, listener);
    this.requests = new RequestSide(pairs, limits, allowance);
    this.responses = new ResponseSide(pairs, requests, limits, allowance);
  }

  /** Shows what the client has sent. */
  public void requestBytes(ByteBuf borrowed) {
    guarded(() -> feed(requests::take, borrowed, clock.getAsLong()));
  }

  /** Shows what the server has sent. */
  public void responseBytes(ByteBuf borrowed) {
    guarded(() -> feed(responses::take, borrowed, clock.getAsLong()));
  }

  /** The server has closed its side in order: a response may end with that. */
  public void responsesEnded() {
    guarded(() -> responses.closed(clock.getAsLong()));
  }

  /**
   * No response will come, since no server could be reached: what was asked is handed over with
   * that mark. The last call.
   */
  public void unanswered(Mark reason) {
    guarded(() -> pairs.markAll(reason));
    closed();
  }

  /** The connection is gone; what was open is handed over with marks for what is missing. */
  public void closed() {
    guarded(this::cutAll);
    end();
  }

  /** Whether the tap watches no more. */
  public boolean isOver() {
    return over;
  }

  private void cutAll() throws FramingException {
    boolean cutInHead = requests.isCutInHead() || responses.isCutInHead();
    requests.cut();
    responses.cut();
    pairs.endAll();
    if (cutInHead) {
      throw new FramingException(Undecodable.ENDED_IN_HEAD);
    }
  }

  private void feed(Reader reader, ByteBuf buf, long nanos) throws FramingException {
    int from = buf.readerIndex();
    int to = buf.writerIndex();
    if (buf.hasArray()) {
      reader.take(buf.array(), buf.arrayOffset() + from, buf.arrayOffset() + to, nanos);
      return;
    }
    byte[] scratch = SCRATCH.get();
    while (from < to) {
      int length = Math.min(to - from, scratch.length);
      buf.getBytes(from, scratch, 0, length); // the indexed form moves no reader index
      reader.take(scratch, 0, length, nanos);
      from += length;
    }
  }

  private void guarded(Step step) {
    if (over) {
      return;
    }
    try {
      step.run();
      if (pairs.hasLeftHttp()) {
        pairs.endAll();
        end();
      }
    } catch (FramingException e) {
      giveUp(e.reason());
    } catch (Throwable e) { // boundary: whatever fails in the tap, even memory, spares the traffic
      detach(e);
    }
  }

  private void giveUp(Undecodable reason) {
    int lost = pairs.openCount();
    end();
    try {
      listener.undecodable(connection, reason, lost);
    } catch (RuntimeException e) { // boundary, as above
      detach(e);
    }
  }

  private void detach(Throwable failure) {
    end();
    try {
      listener.detached(connection, failure);
    } catch (RuntimeException e) { // the listener has failed twice: there is nobody left to tell
      failure.addSuppressed(e);
    }
  }

  private void end() {
    if (!over) {
      over = true;
      allowance.giveBackAll();
    }
  }

  private interface Step {
    void run() throws FramingException;
  }

  private interface Reader {
    void take(byte[] buf, int from, int to, long nanos) throws FramingException;
  }
}
