// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.load;

import dev.reprise.generator.walk.Pace;
import dev.reprise.generator.walk.Timers;
import dev.reprise.generator.walk.Walk;
import dev.reprise.traffic.config.Load.Extent;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The open model: requests are due on a schedule, whatever became of those before; one that must
 * wait for its session's answers is late, and its response time says so. The walks of a rate follow
 * one another and overlap where the end of one is still waited for.
 *
 * <p><b>Threads:</b> confined to the event loop.
 */
final class RateStage implements StageRun {

  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final RateSchedule schedule;
  private final Extent extent;
  private final Walks walks;
  private final Timers timers;
  private final int vuser;
  private final Runnable over;
  private final Set<Walk> open = new HashSet<>();
  private @Nullable Walk current; // null before the first request
  private long startNanos;
  private long sent;
  private int cycles;
  private boolean stopped;
  private boolean ended;

  RateStage(
      RateSchedule schedule,
      Extent extent,
      Walks walks,
      Timers timers,
      IntSupplier numbers,
      Runnable over) {
    this.schedule = schedule;
    this.extent = extent;
    this.walks = walks;
    this.timers = timers;
    this.vuser = numbers.getAsInt();
    this.over = over;
  }

  @Override
  public void start() {
    startNanos = timers.nanos();
    extent
        .time()
        .ifPresent(
            time -> timers.at(startNanos + schedule.rampNanos() + time.toNanos(), this::stop));
    tick();
  }

  private void tick() {
    while (!stopped) {
      long intended = startNanos + schedule.intendedNanos(sent);
      long now = timers.nanos();
      if (intended > now) {
        timers.at(intended, this::tick);
        return;
      }
      if (walks.isCrowded() || !sendNext(intended)) {
        timers.at(now + RETRY_NANOS, this::tick);
        return;
      }
      sent++;
    }
  }

  /** Sends one; false when that cannot be done right now, or the stage has come to its end. */
  private boolean sendNext(long intended) {
    for (int attempt = 0; attempt < 2; attempt++) {
      var walk = current;
      if (walk == null || walk.isExhausted()) {
        if (extent.cycles().isPresent() && cycles == extent.cycles().get()) {
          finish();
          return false;
        }
        walk = begin();
      }
      if (walk.sendNext(intended)) {
        return true;
      }
      if (!walk.isExhausted()) {
        return false;
      }
    }
    return false;
  }

  private Walk begin() {
    var walk = walks.open(new Walk.Id(vuser, cycles++), new Pace.OnDemand(), this::walked);
    current = walk;
    open.add(walk);
    walk.start(timers.nanos());
    return walk;
  }

  private void walked(Walk walk) {
    open.remove(walk);
    endIfDone();
  }

  private void finish() {
    stopped = true;
    endIfDone();
  }

  @Override
  public void stop() {
    stopped = true;
    Set.copyOf(open).forEach(Walk::stop);
    endIfDone();
  }

  private void endIfDone() {
    if (stopped && open.isEmpty() && !ended) {
      ended = true;
      over.run();
    }
  }
}
