// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.micro;

import dev.reprise.bench.figures.Claim;
import dev.reprise.bench.figures.Figure;
import dev.reprise.bench.figures.Outcome;
import dev.reprise.bench.figures.Sheet;
import dev.reprise.bench.load.Effort;
import dev.reprise.bench.process.BenchException;
import dev.reprise.bench.process.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link HotSteps} under JMH, with what each allocates. */
public final class MicroBenchmark {

  private static final Figure NANOS = new Figure("ns", 0);
  private static final Figure BYTES = new Figure("bytes allocated", 0);
  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final String READ_JSON = "JSON of the answer read by Jackson";

  private static final int WARM_UPS = 4;
  private static final int MOST_ITERATIONS = 5;
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final int QUICK_MILLIS = 100;

  /**
   * A method of {@link HotSteps}.
   *
   * @param words as in the table
   * @param budgetBytes the most that it may allocate
   */
  private record Step(String method, String words, long budgetBytes) {}

  private static final List<Step> STEPS =
      List.of(
          new Step("readJson", READ_JSON, Long.MAX_VALUE),
          new Step("encodePair", "pair to message", 6_500),
          new Step("decodePair", "message to pair", 11_000),
          new Step("redact", "pair redacted by three rules", 40_000),
          new Step("testFilter", "filter of five conditions asked", 450),
          new Step("parseFilter", "the same filter read", 9_000),
          new Step("places", "places of the answer found", 28_000),
          new Step("signature", "signature of the request", 33_000),
          new Step("diff", "answer compared with the recorded one", 55_000));

  private final Effort effort;

  /** Measures what is on the class path. */
  public MicroBenchmark(Effort effort) {
    this.effort = effort;
  }

  /** Measures. */
  public Outcome run() {
    var sheet = new Sheet("One pair of about 2 KB");
    for (Step step : STEPS) {
      Progress.say("micro: " + step.words());
      measure(sheet, step);
    }
    return new Outcome("micro", "Single steps", method(), List.of(sheet), claims(sheet));
  }

  private List<String> method() {
    return List.of(
        """
        JMH with its allocation profiler, a JVM for each step, %d warm-ups and %d measurements of %d ms, one thread. That the \
        step does the right thing is checked before it is measured. Bytes hardly depend on the machine; their budgets are what \
        a change must not pass. min / **median** / max of the measurements.\
        """
            .formatted(WARM_UPS, iterations(), time().toMillis()));
  }

  private int iterations() {
    return effort.isQuick() ? 1 : Math.clamp(effort.rounds(), 3, MOST_ITERATIONS);
  }

  private Duration time() {
    return effort.isQuick() ? Duration.ofMillis(QUICK_MILLIS) : SHORT;
  }

  private void measure(Sheet sheet, Step step) {
    var time = TimeValue.milliseconds(time().toMillis());
    var options =
        new OptionsBuilder()
            .include("^" + HotSteps.class.getName() + "\\." + step.method() + "$")
            .forks(1)
            .jvmArgs(
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow")
            .warmupIterations(WARM_UPS)
            .warmupTime(time)
            .measurementIterations(iterations())
            .measurementTime(time)
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    try {
      for (IterationResult one :
          new Runner(options).runSingle().getAggregatedResult().getIterationResults()) {
        sheet.add(step.words(), NANOS, one.getPrimaryResult().getScore());
        var allocated = one.getSecondaryResults().get(ALLOCATED);
        if (allocated == null) {
          throw new BenchException("JMH tells nothing of '%s'.".formatted(ALLOCATED));
        }
        sheet.add(step.words(), BYTES, allocated.getScore());
      }
    } catch (RunnerException e) {
      throw new BenchException(
          "'%s' could not be measured: %s".formatted(step.method(), e.getMessage()), e);
    }
  }

  private static List<Claim> claims(Sheet sheet) {
    var claims = new ArrayList<Claim>();
    for (Step step : STEPS) {
      if (step.budgetBytes() < Long.MAX_VALUE) {
        claims.add(
            Claim.atMost(
                "bytes allocated, " + step.words(),
                (double) step.budgetBytes(),
                sheet.spread(step.words(), BYTES)));
      }
    }
    return claims;
  }
}
