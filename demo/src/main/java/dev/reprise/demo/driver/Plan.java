// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.driver;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The sessions of a run, in order: first one of each scenario, then scenarios by their weight,
 * until they hold enough requests.
 *
 * <p>The same seed gives the same sessions, however many of them run at a time.
 *
 * <p><b>Threads:</b> thread-safe.
 */
final class Plan {

  private static final int USERS = 200;
  private static final List<Scenario> ALL = List.of(Scenario.values());
  private static final List<Tracing> TRACINGS = List.of(Tracing.values());
  private static final List<String> AGENTS =
      List.of("shop-web/2.4", "shop-ios/5.1", "shop-android/5.0");

  private final SplittableRandom random;
  private final long wantedRequests;
  private final Optional<Tracing> tracing;

  private int nextNumber;
  private long plannedRequests;

  /**
   * @param wantedRequests how many requests there are to be at least
   * @param tracing what every session does; when empty, they take turns
   */
  Plan(long seed, long wantedRequests, Optional<Tracing> tracing) {
    this.random = new SplittableRandom(seed);
    this.wantedRequests = wantedRequests;
    this.tracing = tracing;
  }

  /** The next session; empty when there are enough. */
  synchronized Optional<Script> next() {
    if (plannedRequests >= wantedRequests) {
      return Optional.empty();
    }
    int number = nextNumber++;
    var scenario = number < ALL.size() ? ALL.get(number) : Scenario.any(random);
    var script =
        new Script(
            number,
            scenario,
            "%03d".formatted(number % USERS + 1),
            AGENTS.get(random.nextInt(AGENTS.size())),
            tracing.orElse(TRACINGS.get(number % TRACINGS.size())),
            scenario.steps(random));
    plannedRequests += script.steps().size();
    return Optional.of(script);
  }
}
