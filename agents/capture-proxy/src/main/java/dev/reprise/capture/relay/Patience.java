// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.relay;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Watches a client that holds a connection open: one that does not come to the end of a request's
 * head, and one that asks for nothing more.
 *
 * <p>It looks only now and then, so that a request costs a comparison and no clock: a limit may be
 * overstepped by a quarter of the shorter one.
 *
 * <p><b>Threads:</b> confined to the client's event loop.
 */
final class Patience {

  /** What a client is doing. */
  enum Phase {
    /** It has sent the start of a head. */
    IN_HEAD,
    /** Nothing is open, nothing has begun. */
    IDLE,
    /** Something is under way whose length nobody can know. */
    BUSY
  }

  /** Who is watched. */
  interface Watched {

    Phase phase();

    /** Counts requests: two equal phases are one where it has not changed. */
    long requests();

    /** The phase has lasted too long. */
    void tooLong(Phase phase);
  }

  private static final int LOOKS = 4;

  private final Watched watched;
  private final long lookNanos;
  private final long headLooks;
  private final long idleLooks;
  private final Future<?> looking;

  private Phase seen = Phase.BUSY;
  private long seenRequests;
  private long looks;

  Patience(EventLoop loop, Watched watched, Duration head, Duration idle) {
    this.watched = watched;
    this.lookNanos = Math.max(1, Math.min(head.toNanos(), idle.toNanos()) / LOOKS);
    this.headLooks = head.toNanos() / lookNanos;
    this.idleLooks = idle.toNanos() / lookNanos;
    this.looking = loop.scheduleAtFixedRate(this::look, lookNanos, lookNanos, TimeUnit.NANOSECONDS);
  }

  /** Looks no more. */
  void end() {
    looking.cancel(false);
  }

  private void look() {
    Phase now = watched.phase();
    if (now != seen || watched.requests() != seenRequests) {
      seen = now;
      seenRequests = watched.requests();
      looks = 0;
      return;
    }
    looks++;
    boolean over =
        switch (now) {
          case IN_HEAD -> looks >= headLooks;
          case IDLE -> looks >= idleLooks;
          case BUSY -> false;
        };
    if (over) {
      watched.tooLong(now);
    }
  }
}
