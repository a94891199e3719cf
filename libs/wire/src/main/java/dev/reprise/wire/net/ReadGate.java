// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.net;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.util.EnumSet;

/**
 * Decides whether a channel reads; the only one that may touch its auto-read setting.
 *
 * <p>Whoever wants the channel to pause closes the gate for a reason, and opens it for the same
 * reason later; the channel reads while no reason is left. So two parties that pause the same
 * channel cannot wake it up against each other.
 *
 * <p><b>Threads:</b> confined to the channel's event loop.
 */
public final class ReadGate {

  /** Why a channel may have to pause. */
  public enum Reason {
    /** The other end of the relay is not there yet. */
    CONNECTING,
    /** The other end of the relay cannot take more. */
    PEER_FULL,
    /** It is not decided yet what becomes of the connection. */
    DECIDING
  }

  private static final AttributeKey<ReadGate> KEY = AttributeKey.valueOf(ReadGate.class, "gate");

  private final Channel channel;
  private final EnumSet<Reason> reasons = EnumSet.noneOf(Reason.class);

  private ReadGate(Channel channel) {
    this.channel = channel;
  }

  /** The gate of the channel; made, open, at the first call. */
  public static ReadGate of(Channel channel) {
    var attribute = channel.attr(KEY);
    ReadGate gate = attribute.get();
    if (gate == null) {
      gate = new ReadGate(channel);
      attribute.set(gate);
    }
    return gate;
  }

  /** Pauses the channel until {@link #open} is called for the same reason. */
  public void close(Reason reason) {
    assert channel.eventLoop().inEventLoop();
    reasons.add(reason);
    channel.config().setAutoRead(false);
  }

  /** Takes a reason away; the channel reads when it was the last. */
  public void open(Reason reason) {
    assert channel.eventLoop().inEventLoop();
    reasons.remove(reason);
    if (reasons.isEmpty()) {
      channel.config().setAutoRead(true);
    }
  }

  /** Takes all reasons away: what the channel reads from now on is only thrown away. */
  public void openForGood() {
    reasons.clear();
    channel.config().setAutoRead(true);
  }

  /** Whether the channel reads. */
  public boolean isOpen() {
    return reasons.isEmpty();
  }
}
