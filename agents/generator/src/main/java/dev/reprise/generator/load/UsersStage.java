// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.load;

import dev.reprise.generator.walk.Pace;
import dev.reprise.generator.walk.Timers;
import dev.reprise.traffic.config.Load.Extent;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * The closed model: so many virtual users, who come (and those too many, who went) evenly during
 * the ramp.
 *
 * <p><b>Threads:</b> confined to the event loop.
 */
final class UsersStage implements StageRun {

  /**
   * What a stage is about.
   *
   * @param from how many users there seem to be before the ramp
   * @param to how many are held after it
   * @param rampNanos how long the ramp takes
   * @param pace of each user
   * @param extent how long the level is held
   */
  record Plan(int from, int to, long rampNanos, Pace pace, Extent extent) {}

  private final Plan plan;
  private final Walks walks;
  private final Timers timers;
  private final IntSupplier numbers;
  private final Runnable over;
  private final Set<VirtualUser> users = new HashSet<>();
  private final ArrayDeque<VirtualUser> byAge = new ArrayDeque<>();
  private int toStart;
  private boolean stopped;
  private boolean ended;

  /**
   * @param numbers gives each virtual user of the replay its number
   * @param over called once everything is answered
   */
  UsersStage(Plan plan, Walks walks, Timers timers, IntSupplier numbers, Runnable over) {
    this.plan = plan;
    this.walks = walks;
    this.timers = timers;
    this.numbers = numbers;
    this.over = over;
  }

  @Override
  public void start() {
    long now = timers.nanos();
    int atOnce = plan.from();
    int later = Math.max(0, plan.to() - plan.from());
    int leaving = Math.max(0, plan.from() - plan.to());
    toStart = atOnce + later;
    for (int i = 0; i < atOnce; i++) {
      begin();
    }
    for (int i = 0; i < later; i++) {
      timers.at(now + share(i, later), this::begin);
    }
    for (int i = 0; i < leaving; i++) {
      timers.at(now + share(i + 1, leaving), this::leave);
    }
    plan.extent()
        .time()
        .ifPresent(time -> timers.at(now + plan.rampNanos() + time.toNanos(), this::stop));
  }

  private long share(int part, int of) {
    return Math.round(plan.rampNanos() * ((double) part / of));
  }

  private void begin() {
    toStart--;
    if (stopped) {
      endIfDone();
      return;
    }
    var user = new VirtualUser(numbers.getAsInt(), plan.pace(), walks, timers, this::left);
    users.add(user);
    byAge.add(user);
    user.start(plan.extent().cycles().orElse(Integer.MAX_VALUE));
  }

  private void leave() {
    var oldest = byAge.poll();
    if (oldest != null && users.contains(oldest)) {
      oldest.stop();
    }
  }

  private void left(VirtualUser user) {
    users.remove(user);
    endIfDone();
  }

  @Override
  public void stop() {
    stopped = true;
    Set.copyOf(users).forEach(VirtualUser::stop);
    endIfDone();
  }

  private void endIfDone() {
    if (users.isEmpty() && (toStart == 0 || stopped) && !ended) {
      ended = true;
      over.run();
    }
  }
}
