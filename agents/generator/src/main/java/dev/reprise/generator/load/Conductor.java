// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.load;

import dev.reprise.generator.walk.Pace;
import dev.reprise.generator.walk.Timers;
import dev.reprise.traffic.config.Load;
import dev.reprise.traffic.config.Load.Extent;
import dev.reprise.traffic.config.Load.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs a load from its first request to its last answer: one stage after another.
 *
 * <p><b>Threads:</b> confined to the event loop.
 */
public final class Conductor {

  private final List<Stage> stages;
  private final double speed;
  private final Walks walks;
  private final Timers timers;
  private final Runnable over;
  private @Nullable StageRun running; // null before the first stage and after the last
  private int next;
  private int vusers;
  private boolean stopped;

  /**
   * @param over called once, when everything is answered
   */
  public Conductor(Load load, Walks walks, Timers timers, Runnable over) {
    this.stages = stages(load.plan());
    this.speed = load.plan() instanceof Load.Recorded(double s, int _, int _) ? s : 1;
    this.walks = walks;
    this.timers = timers;
    this.over = over;
  }

  /** How many requests a load has; 0 where time decides: a stage's length, or users who leave. */
  public static long planned(Load load, long requestsOfAWalk) {
    long planned = 0;
    for (Stage stage : stages(load.plan())) {
      var cycles = stage.extent().cycles();
      if (cycles.isEmpty() || stage.ramp().isPositive()) {
        return 0;
      }
      long users =
          switch (stage.level()) {
            case Load.VUsers(int count, boolean _) -> count;
            case Load.Rate _ -> 1;
          };
      planned += requestsOfAWalk * users * cycles.get();
    }
    return planned;
  }

  /** Begins. */
  public void start() {
    advance();
  }

  /** Sends nothing more; what is in flight is still waited for. */
  public void stop() {
    stopped = true;
    if (running != null) {
      running.stop();
    }
  }

  private static List<Stage> stages(Load.Plan plan) {
    return switch (plan) {
      case Load.Recorded(double _, int users, int cycles) -> List.of(held(users, true, cycles));
      case Load.Fast(int users, int cycles) -> List.of(held(users, false, cycles));
      case Load.Stages(List<Stage> several) -> several;
    };
  }

  private static Stage held(int users, boolean recordedGaps, int cycles) {
    return new Stage(
        new Load.VUsers(users, recordedGaps),
        Duration.ZERO,
        new Extent(Optional.empty(), Optional.of(cycles)));
  }

  private void advance() {
    // Without requests, users would walk again and again in no time.
    if (stopped || next == stages.size() || walks.requests() == 0) {
      running = null;
      over.run();
      return;
    }
    var run = run(stages.get(next), next == 0 ? Optional.empty() : former());
    next++;
    running = run;
    run.start();
  }

  private Optional<Stage> former() {
    return Optional.of(stages.get(next - 1));
  }

  private StageRun run(Stage stage, Optional<Stage> former) {
    long ramp = stage.ramp().toNanos();
    // The next stage begins in a fresh turn, whatever depth this one ends in.
    Runnable then = () -> timers.at(timers.nanos(), this::advance);
    return switch (stage.level()) {
      case Load.VUsers(int count, boolean gaps) -> {
        int before =
            ramp == 0
                ? count
                : former
                    .map(one -> one.level() instanceof Load.VUsers(int was, _) ? was : 0)
                    .orElse(0);
        var pace = gaps ? new Pace.RecordedGaps(speed) : new Pace.AsSoonAsPossible();
        yield new UsersStage(
            new UsersStage.Plan(before, count, ramp, pace, stage.extent()),
            walks,
            timers,
            () -> vusers++,
            then);
      }
      case Load.Rate(double perSecond) -> {
        double before =
            former.map(one -> one.level() instanceof Load.Rate(double was) ? was : 0.0).orElse(0.0);
        yield new RateStage(
            new RateSchedule(before, perSecond, ramp),
            stage.extent(),
            walks,
            timers,
            () -> vusers++,
            then);
      }
    };
  }
}
