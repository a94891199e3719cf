// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.tap;

import dev.reprise.capture.upstream.Exclusions;
import dev.reprise.shipping.PairSink;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.Origin;
import dev.reprise.traffic.pair.UnstampedPair;
import dev.reprise.wire.http1.Authority;
import dev.reprise.wire.http1.ByteBudget;
import dev.reprise.wire.http1.ConnectionTap;
import dev.reprise.wire.http1.TapLimits;
import dev.reprise.wire.http1.TapListener;
import dev.reprise.wire.http1.TappedConnection;
import dev.reprise.wire.http1.Undecodable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Makes the taps of one proxy; what they see goes to the sink.
 *
 * <p><b>Threads:</b> thread-safe.
 */
public final class Taps implements TapListener {

  private static final Logger LOG = Logger.getLogger(Taps.class);

  private final Origin origin;
  private final TapLimits limits;
  private final ByteBudget budget;
  private final LongSupplier clock;
  private final PairSink sink;
  private final CaptureCounters counters;
  private final AtomicLong connections = new AtomicLong();

  /**
   * @param clock nanoseconds since the epoch
   */
  public Taps(
      Origin origin,
      TapLimits limits,
      ByteBudget budget,
      LongSupplier clock,
      PairSink sink,
      CaptureCounters counters) {
    this.origin = origin;
    this.limits = limits;
    this.budget = budget;
    this.clock = clock;
    this.sink = sink;
    this.counters = counters;
  }

  /** The figures that what is seen goes into. */
  public CaptureCounters counters() {
    return counters;
  }

  /** What cut heads are held against, here and in relays. */
  public ByteBudget budget() {
    return budget;
  }

  /** The longest header block. */
  public int headBytes() {
    return limits.headBytes();
  }

  /**
   * A tap for a connection that goes on to a server.
   *
   * @param authority whom requests are for that do not say so
   */
  public ConnectionTap tap(Direction direction, Ends ends, String scheme, Authority authority) {
    return tap(direction, ends, scheme, authority, Exclusions.NONE);
  }

  /**
   * The same, but for requests to hosts that are left alone.
   *
   * @param exclusions asked of each request, as its Host header may name another
   */
  public ConnectionTap tap(
      Direction direction, Ends ends, String scheme, Authority authority, Exclusions exclusions) {
    var connection =
        ends.asConnection(Long.toString(connections.incrementAndGet(), Character.MAX_RADIX));
    return new ConnectionTap(
        new TappedConnection(origin, direction, connection, scheme, authority.inScheme(scheme)),
        limits,
        budget,
        clock,
        exclusions.patterns().isEmpty() ? this : new Selection(this, exclusions));
  }

  @Override
  public void pair(UnstampedPair pair) {
    counters.count(Counter.PAIRS);
    sink.offer(pair);
  }

  @Override
  public void undecodable(TappedConnection connection, Undecodable reason, int lostPairs) {
    counters.countUndecodable(reason);
    int lost = isOwnBound(reason) ? Math.max(1, lostPairs) : lostPairs;
    counters.add(Counter.LOST_PAIRS, lost);
    if (lost > 0) {
      sink.lost(lost, reason.meaning());
    }
    LOG.debugf(
        "connection can no longer be decoded connection=%s reason=%s",
        connection.connection().id(), reason);
  }

  /** What was proper HTTP but too much for us: the message that broke the bound is lost as well. */
  private static boolean isOwnBound(Undecodable reason) {
    return switch (reason) {
      case OVER_BUDGET, HEAD_TOO_LONG, TOO_MANY_PENDING -> true;
      default -> false;
    };
  }

  @Override
  public void detached(TappedConnection connection, Throwable failure) {
    counters.count(Counter.DETACHED_TAPS);
    LOG.errorf(
        failure,
        "tap failed and was detached, the traffic goes on connection=%s",
        connection.connection().id());
  }
}
