// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.load;

import dev.reprise.generator.FakeTarget;
import dev.reprise.generator.FakeTimers;
import dev.reprise.generator.Recorded;
import dev.reprise.generator.walk.Pace;
import dev.reprise.generator.walk.Walk;
import dev.reprise.traffic.config.Load;
import dev.reprise.traffic.snapshot.RecordedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A load on a target that is not there, by a clock that a test moves. */
final class LoadRun implements Walks {

  private static final long MILLI = 1_000_000;

  private final FakeTimers timers = new FakeTimers();
  private final FakeTarget target;
  private final List<RecordedRequest> requests = new ArrayList<>();
  private final Conductor conductor;
  private final long planned;
  private int ended;

  /**
   * @param count how many requests the recording has: one every ten milliseconds, in two sessions
   */
  LoadRun(Load.Plan plan, int count, long serviceNanos) {
    target = new FakeTarget(timers, _ -> serviceNanos);
    for (int i = 0; i < count; i++) {
      requests.add(Recorded.request(i, i % 2, i * 10L * MILLI, i * 10L * MILLI + 5 * MILLI));
    }
    var load = new Load(plan, 1_024, Duration.ofSeconds(1));
    conductor = new Conductor(load, this, timers, () -> ended++);
    planned = Conductor.planned(load, count);
  }

  void start() {
    conductor.start();
  }

  void stop() {
    conductor.stop();
  }

  FakeTimers timers() {
    return timers;
  }

  FakeTarget target() {
    return target;
  }

  long planned() {
    return planned;
  }

  /** How often it said that it is over. */
  int ended() {
    return ended;
  }

  @Override
  public Walk open(Walk.Id id, Pace pace, Consumer<Walk> finished) {
    return new Walk(id, pace, FakeTarget.over(requests), timers, target, finished);
  }

  @Override
  public long requests() {
    return requests.size();
  }

  @Override
  public boolean isCrowded() {
    return target.isCrowded();
  }
}
