// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.relay;

import dev.reprise.capture.tap.CaptureCounters;
import dev.reprise.capture.tap.Counter;
import dev.reprise.traffic.pair.Mark;
import dev.reprise.wire.http1.ConnectionTap;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Counts the bytes of one connection, and shows them to a tap if it has one. Never fails: a tap
 * keeps its failures to itself.
 *
 * <p><b>Ownership:</b> buffers are borrowed.
 *
 * <p><b>Threads:</b> confined to the event loop of its connection.
 */
final class Watcher {

  private final CaptureCounters counters;
  private final @Nullable ConnectionTap tap; // null for what is not recorded

  Watcher(CaptureCounters counters, @Nullable ConnectionTap tap) {
    this.counters = counters;
    this.tap = tap;
  }

  void bytes(boolean fromClient, ByteBuf borrowed) {
    if (fromClient) {
      requestBytes(borrowed);
    } else {
      responseBytes(borrowed);
    }
  }

  void requestBytes(ByteBuf borrowed) {
    counters.add(Counter.REQUEST_BYTES, borrowed.readableBytes());
    if (tap != null) {
      tap.requestBytes(borrowed);
    }
  }

  void responseBytes(ByteBuf borrowed) {
    counters.add(Counter.RESPONSE_BYTES, borrowed.readableBytes());
    if (tap != null) {
      tap.responseBytes(borrowed);
    }
  }

  void responsesEnded() {
    if (tap != null) {
      tap.responsesEnded();
    }
  }

  /** No response will come, since no server could be reached. The last call. */
  void unanswered(Mark reason) {
    if (tap != null) {
      tap.unanswered(reason);
    }
  }

  void closed() {
    if (tap != null) {
      tap.closed();
    }
  }
}
