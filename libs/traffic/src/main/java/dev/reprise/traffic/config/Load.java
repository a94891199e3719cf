// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When requests go.
 *
 * @param plan the kind of load
 * @param maxConnections how many connections to the target may be open at a time
 * @param maxLateness a run whose requests leave later than this through the generator's own fault
 *     is invalid
 */
public record Load(Plan plan, int maxConnections, Duration maxLateness) {

  /** Whether requests go at the gaps that were recorded, so that times may be held against them. */
  public boolean keepsRecordedGaps() {
    return plan instanceof Recorded recorded && recorded.speed() == 1 && recorded.vusers() == 1;
  }

  /** The kinds of load. */
  public sealed interface Plan {}

  /**
   * In recorded order, with recorded gaps.
   *
   * @param speed 2 halves the gaps
   * @param vusers how many walk the snapshot at the same time
   * @param cycles how often each does
   */
  public record Recorded(double speed, int vusers, int cycles) implements Plan {}

  /**
   * In recorded order, each request as soon as it may go.
   *
   * @param vusers how many walk the snapshot at the same time
   * @param cycles how often each does
   */
  public record Fast(int vusers, int cycles) implements Plan {}

  /** One stage after another. */
  public record Stages(List<Stage> stages) implements Plan {

    /** Copies the list. */
    public Stages {
      stages = List.copyOf(stages);
    }
  }

  /**
   * A level of load that is held for a while.
   *
   * @param level what is held
   * @param ramp how long it takes to get from the former stage's level (or none) to this
   * @param extent how long it is held after the ramp
   */
  public record Stage(Level level, Duration ramp, Extent extent) {}

  /** What a stage holds. */
  public sealed interface Level {}

  /**
   * The closed model: each virtual user sends its next request when it may.
   *
   * @param vusers how many at the same time
   * @param recordedGaps whether each keeps the recorded gaps
   */
  public record VUsers(int vusers, boolean recordedGaps) implements Level {}

  /**
   * The open model: requests leave on a schedule, whatever became of those before.
   *
   * @param requestsPerSecond above 0
   */
  public record Rate(double requestsPerSecond) implements Level {}

  /**
   * How long a stage is held: a time, or so many walks through the snapshot (of each virtual user,
   * or in all where a rate is held).
   */
  public record Extent(Optional<Duration> time, Optional<Integer> cycles) {

    /** Refuses both and neither. */
    public Extent {
      if (time.isPresent() == cycles.isPresent()) {
        throw new IllegalArgumentException("a stage needs a time or a number of cycles");
      }
    }
  }
}
