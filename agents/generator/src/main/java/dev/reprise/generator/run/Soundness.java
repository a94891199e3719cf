// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.run;

import dev.reprise.traffic.config.Load;
import dev.reprise.traffic.report.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Watches whether the generator keeps up, so that its own slowness is not taken for that of the
 * system under test.
 *
 * <p>Lateness is measured from when a request could have left (intended, and everything before it
 * answered) to when it did; and, in the gaps of a load without intended times, by a probe that is
 * due every few milliseconds.
 *
 * <p><b>Threads:</b> confined to the event loop.
 */
final class Soundness {

  private static final double BUSY_CORES = 0.95;
  private static final Duration SHORT_RUN = Duration.ofSeconds(5);
  private static final double QUEUEING_MILLIS = 1;

  private final Times lateness = new Times();
  private final Times probes = new Times();
  private final Usage usage;
  private final long startNanos;
  private final Duration cpuBefore;

  /** The clock, and what this process has used of the processor. */
  interface Usage {

    /** Those of this process. */
    Usage OWN =
        new Usage() {
          @Override
          public long nanos() {
            return System.nanoTime();
          }

          @Override
          public Duration cpu() {
            return OwnCpu.used();
          }
        };

    /** Nanoseconds that run evenly. */
    long nanos();

    /** So far. */
    Duration cpu();
  }

  Soundness(Usage usage) {
    this.usage = usage;
    this.startNanos = usage.nanos();
    this.cpuBefore = usage.cpu();
  }

  void late(long nanos) {
    lateness.add(nanos);
  }

  void probed(long nanos) {
    probes.add(nanos);
  }

  Times lateness() {
    return lateness;
  }

  /** Cores used since the start, on average. */
  double cores() {
    long wall = Math.max(1, usage.nanos() - startNanos);
    return (double) usage.cpu().minus(cpuBefore).toNanos() / wall;
  }

  /** Why nothing may be concluded from the run; empty when it is sound. */
  List<String> objections(Load load) {
    var objections = new ArrayList<String>();
    double late = lateness.percentileMillis(99);
    if (late > load.maxLateness().toMillis()) {
      objections.add(
          String.format(
              Locale.ROOT,
              "The generator was late: 1 %% of the requests left %.0f ms or more after they could have; up to %d ms are allowed (load.maxLatenessMillis).",
              late,
              load.maxLateness().toMillis()));
    }
    double cores = cores();
    boolean longEnough = usage.nanos() - startNanos >= SHORT_RUN.toNanos();
    if (longEnough && cores >= BUSY_CORES && probes.percentileMillis(50) > QUEUEING_MILLIS) {
      objections.add(
          String.format(
              Locale.ROOT,
              "The generator was the bottleneck: it used %.2f cores and its own queue took %.1f ms.",
              cores,
              probes.percentileMillis(50)));
    }
    return objections;
  }
}
