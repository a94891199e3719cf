// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;

/** Over the whole range that a test config may ask for. */
class RateScheduleProperties {

  private static final double NANOS = 1e9;
  private static final double LONGEST_SECONDS = 30 * 86_400;

  /** How many requests are due after so many seconds: the integral of the rate. */
  private static double due(double from, double to, double rampSeconds, double seconds) {
    double inRamp = Math.min(seconds, rampSeconds);
    double slope = rampSeconds == 0 ? 0 : (to - from) / rampSeconds;
    return from * inRamp + slope * inRamp * inRamp / 2 + to * Math.max(0, seconds - rampSeconds);
  }

  @Property
  void aRequestLeavesWhenAWholeOneIsDue(
      @ForAll @DoubleRange(max = 1_000_000) double from,
      @ForAll @Scale(3) @DoubleRange(min = 0.001, max = 1_000_000) double to,
      @ForAll @DoubleRange(max = 604_800) double rampSeconds,
      @ForAll @DoubleRange(max = 1) double share) {
    var schedule = new RateSchedule(from, to, Math.round(rampSeconds * NANOS));
    long number = (long) (share * due(from, to, rampSeconds, LONGEST_SECONDS));

    double seconds = schedule.intendedNanos(number) / NANOS;

    assertThat(seconds).isFinite().isPositive();
    // A nanosecond, to which times are rounded, is at most a thousandth of a request at a million
    // requests a second; the sums and roots above lose no more than a millionth of the number.
    assertThat(due(from, to, Math.round(rampSeconds * NANOS) / NANOS, seconds))
        .isCloseTo(number + 1.0, offset(0.001 + (number + 1.0) * 1e-6));
  }

  @Property
  void laterRequestsNeverLeaveEarlier(
      @ForAll @DoubleRange(max = 10_000) double from,
      @ForAll @Scale(3) @DoubleRange(min = 0.001, max = 10_000) double to,
      @ForAll @DoubleRange(max = 600) double rampSeconds,
      @ForAll @LongRange(min = 0, max = 1_000_000) long number) {
    var schedule = new RateSchedule(from, to, Math.round(rampSeconds * NANOS));

    assertThat(schedule.intendedNanos(number + 1))
        .isGreaterThanOrEqualTo(schedule.intendedNanos(number));
  }

  @Example
  void withoutARampTheGapsAreEqual() {
    var schedule = new RateSchedule(0, 200, 0);

    for (int number = 0; number < 1_000; number++) {
      assertThat(schedule.intendedNanos(number)).isEqualTo((number + 1) * 5_000_000L);
    }
  }

  @Example
  void aRampFromNothingSendsHalfOfWhatItsEndWould() {
    var schedule = new RateSchedule(0, 100, 10_000_000_000L);

    assertThat(schedule.intendedNanos(499)).isEqualTo(10_000_000_000L);
    assertThat(schedule.intendedNanos(599)).isEqualTo(11_000_000_000L);
  }

  @Example
  void aRampDownSlowsEvenly() {
    var schedule = new RateSchedule(100, 50, 10_000_000_000L);

    assertThat(schedule.intendedNanos(749)).isEqualTo(10_000_000_000L);
    assertThat(schedule.intendedNanos(799)).isEqualTo(11_000_000_000L);
  }
}
