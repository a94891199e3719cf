// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.load;

/**
 * When the requests of an open-model stage should leave: the rate rises or falls evenly during the
 * ramp, and is then held.
 *
 * @param fromPerSecond the rate before the ramp
 * @param toPerSecond the rate after it; above 0
 * @param rampNanos how long the ramp takes
 */
record RateSchedule(double fromPerSecond, double toPerSecond, long rampNanos) {

  private static final double NANOS = 1e9;

  /**
   * When a request should leave, in nanoseconds from the stage's start.
   *
   * @param number from 0; the first leaves when one whole request is due
   */
  long intendedNanos(long number) {
    double due = number + 1.0;
    double rampSeconds = rampNanos / NANOS;
    double inRamp = (fromPerSecond + toPerSecond) / 2 * rampSeconds;
    double seconds =
        due > inRamp ? rampSeconds + (due - inRamp) / toPerSecond : secondsInRamp(due, rampSeconds);
    return Math.round(seconds * NANOS);
  }

  // After t seconds of the ramp from a to b, a*t + (b-a)/(2*ramp)*t^2 requests are due.
  private double secondsInRamp(double due, double rampSeconds) {
    double slope = (toPerSecond - fromPerSecond) / rampSeconds;
    if (Math.abs(slope) < 1e-9) {
      return due / fromPerSecond;
    }
    return (Math.sqrt(fromPerSecond * fromPerSecond + 2 * slope * due) - fromPerSecond) / slope;
  }
}
