// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.run;

import dev.reprise.traffic.config.TestConfigs;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import dev.reprise.traffic.pair.UnstampedPair;
import dev.reprise.traffic.report.Report;
import dev.reprise.traffic.report.ReportAccumulator;
import dev.reprise.traffic.snapshot.SnapshotFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A replay of a file without any other part of Reprise: what the system under test makes anew is
 * known here alone, and pairs are not shipped.
 */
public final class AloneReplay {

  private static final Duration HAND_ON_LIMIT = Duration.ofSeconds(60);

  private final Path snapshotFile;
  private final Optional<String> target;
  private final Optional<Path> configFile;
  private final CompletableFuture<String> stopped = new CompletableFuture<>();

  /**
   * @param target wins over the config's
   */
  public AloneReplay(Path snapshotFile, Optional<String> target, Optional<Path> configFile) {
    this.snapshotFile = snapshotFile;
    this.target = target;
    this.configFile = configFile;
  }

  /** Ends it early; what was seen so far is reported. May be called from any thread. */
  public void stop(String reason) {
    stopped.complete(reason);
  }

  /**
   * Replays and reports.
   *
   * <p><b>Threads:</b> blocks the caller.
   *
   * @throws AppException if the config or the snapshot cannot be used, or no target is named
   */
  public Report run() throws IOException, InterruptedException {
    var config =
        configFile.isEmpty()
            ? TestConfigs.defaults()
            : TestConfigs.parse(configFile.get().toString(), Files.readString(configFile.get()));
    var url = target.or(() -> config.target().url()).orElseThrow(AloneReplay::noTarget);
    var accumulator = new ReportAccumulator(config);
    try (var snapshot = SnapshotFile.open(snapshotFile);
        var outlet = new Outlet(new Accumulating(accumulator));
        var run =
            new ReplayRun(
                new ReplayRun.Setup(snapshot, config, url, "alone"),
                _ -> ValueExchange.NOBODY,
                outlet)) {
      long planned = run.planned();
      run.rehearse();
      var done = run.start();
      var _ = stopped.thenAccept(_ -> run.stop());
      var figures = done.get();
      var left = outlet.finish(HAND_ON_LIMIT);
      accumulator.planned(planned);
      accumulator.generatorDone(figures);
      if (!left.isEmpty()) {
        accumulator.invalidate("The generator is not complete: " + left + ".");
      }
      if (stopped.isDone()) {
        accumulator.invalidate("The replay was stopped early: " + stopped.join() + ".");
      }
      return accumulator.report(
          new Report.Provenance(
              "alone",
              String.valueOf(snapshotFile.getFileName()),
              0,
              "generator-only",
              url,
              "",
              config.name()));
    } catch (ExecutionException e) {
      throw new IllegalStateException("the replay broke off", e.getCause());
    }
  }

  private static AppException noTarget() {
    return new AppException(
        ErrorKind.USER,
        "TARGET_MISSING",
        "The replay cannot begin, since neither --target nor the config's target.url names a system under test.",
        "Name it: --target http://127.0.0.1:8080");
  }

  /** Only adds up; confined to the outlet's thread until that has ended. */
  private record Accumulating(ReportAccumulator accumulator) implements Outlet.Receiver {

    @Override
    public void outcomes(List<Outlet.Judged> outcomes) {
      outcomes.forEach(judged -> accumulator.add(judged.outcome()));
    }

    @Override
    public void pair(UnstampedPair pair) {
      // Nobody keeps pairs here.
    }
  }
}
