// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.run;

import dev.reprise.generator.walk.Timers;
import io.netty.channel.EventLoop;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * The clock and timers of a Netty event loop, and how its nanoseconds lie to the epoch. That is
 * settled at the start of a replay, so that durations stay true when the wall clock is set.
 */
final class LoopTimers implements Timers {

  private final EventLoop loop;
  private final long epochOffsetNanos;

  LoopTimers(EventLoop loop, Instant now) {
    this.loop = loop;
    this.epochOffsetNanos =
        TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano() - System.nanoTime();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public void at(long nanos, Runnable task) {
    long delay = nanos - System.nanoTime();
    if (delay <= 0) {
      loop.execute(task);
    } else {
      var _ = loop.schedule(task, delay, TimeUnit.NANOSECONDS);
    }
  }

  /** A moment of this clock since the epoch; 0 stays 0. */
  long sinceEpoch(long nanos) {
    return nanos == 0 ? 0 : nanos + epochOffsetNanos;
  }
}
