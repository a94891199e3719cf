// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.report;

import dev.reprise.traffic.report.Report.Latency;
import org.HdrHistogram.Histogram;

/**
 * A distribution of times.
 *
 * <p><b>Bounds:</b> microseconds up to an hour, to three digits; longer times count as an hour. At
 * most 200 KB, and much less for short times.
 *
 * <p><b>Threads:</b> confined to one thread.
 */
public final class Times {

  private static final long MAX_MICROS = 3_600_000_000L;
  private static final int DIGITS = 3;

  private final Histogram micros;

  /** No times yet. */
  public Times() {
    micros = new Histogram(DIGITS);
    micros.setAutoResize(true);
  }

  /** Adds a time; one below 0 counts as 0. */
  public void add(long nanos) {
    micros.recordValue(Math.clamp(nanos / 1_000, 0, MAX_MICROS));
  }

  /** How many there are. */
  public long count() {
    return micros.getTotalCount();
  }

  /**
   * A percentile in milliseconds, 0 without times.
   *
   * @param percentile 0 to 100
   */
  public double percentileMillis(double percentile) {
    return count() == 0 ? 0 : micros.getValueAtPercentile(percentile) / 1e3;
  }

  /** How many are longer, as far as the three digits tell. */
  long countAboveMillis(double millis) {
    long next = micros.nextNonEquivalentValue((long) (millis * 1e3));
    long max = micros.getMaxValue();
    return next > max ? 0 : micros.getCountBetweenValues(next, max);
  }

  /** The figures that reports show. */
  public Latency latency() {
    if (count() == 0) {
      return Latency.NONE;
    }
    return new Latency(
        count(),
        Rounded.to3(micros.getMean() / 1e3),
        percentileMillis(50),
        percentileMillis(90),
        percentileMillis(95),
        percentileMillis(99),
        micros.getMaxValue() / 1e3);
  }
}
