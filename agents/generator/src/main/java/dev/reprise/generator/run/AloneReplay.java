// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.run;

import dev.reprise.shipping.HandOn;
import dev.reprise.traffic.config.TestConfigs;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import dev.reprise.traffic.pair.UnstampedPair;
import dev.reprise.traffic.report.AgentFigures;
import dev.reprise.traffic.report.Report;
import dev.reprise.traffic.report.ReportAccumulator;
import dev.reprise.traffic.report.RequestOutcome;
import dev.reprise.traffic.snapshot.SnapshotFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A replay of a file without any other part of Reprise: what the system under test makes anew is
 * known here alone, and pairs are not shipped.
 */
public final class AloneReplay {

  private static final Duration ADD_UP_LIMIT = Duration.ofSeconds(60);
  private static final int CROWDED_OUTCOMES = 20_000;

  private final Path snapshotFile;
  private final Optional<String> target;
  private final Optional<Path> configFile;

  /**
   * @param target wins over the config's
   */
  public AloneReplay(Path snapshotFile, Optional<String> target, Optional<Path> configFile) {
    this.snapshotFile = snapshotFile;
    this.target = target;
    this.configFile = configFile;
  }

  /**
   * Replays and reports.
   *
   * <p><b>Threads:</b> blocks the caller. An interrupt ends the replay early; what was seen until
   * then is reported, and the thread stays interrupted.
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
        var results = new AddedUp(accumulator);
        var run =
            new ReplayRun(
                new ReplayRun.Setup(snapshot, config, url, "alone"),
                _ -> ValueExchange.NOBODY,
                results)) {
      boolean interrupted = replay(run, accumulator);
      if (results.outcomes.finish(ADD_UP_LIMIT) > 0) {
        accumulator.invalidate("The generator could not add everything up.");
      }
      if (interrupted) {
        accumulator.invalidate("The replay was stopped early.");
        Thread.currentThread().interrupt();
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
    }
  }

  /** Gives whether it was interrupted. */
  private static boolean replay(ReplayRun run, ReportAccumulator accumulator)
      throws InterruptedException {
    accumulator.planned(run.planned());
    boolean interrupted = false;
    try {
      run.rehearse();
    } catch (InterruptedException _) {
      interrupted = true;
      run.stop();
    }
    var done = run.start();
    try {
      accumulator.generatorDone(done.get());
    } catch (InterruptedException _) {
      interrupted = true;
      run.stop();
      accumulator.generatorDone(ended(done));
    } catch (ExecutionException e) {
      throw broken(e);
    }
    return interrupted;
  }

  private static AgentFigures ended(CompletableFuture<AgentFigures> done)
      throws InterruptedException {
    try {
      return done.get();
    } catch (ExecutionException e) {
      throw broken(e);
    }
  }

  private static IllegalStateException broken(ExecutionException e) {
    return new IllegalStateException("the replay broke off", e.getCause());
  }

  private static AppException noTarget() {
    return new AppException(
        ErrorKind.USER,
        "TARGET_MISSING",
        "The replay cannot begin, since neither --target nor the config's target.url names a system under test.",
        "Name it: --target http://127.0.0.1:8080");
  }

  /** Adds outcomes up; nobody keeps pairs here. */
  private static final class AddedUp implements Results, AutoCloseable {

    private final HandOn<RequestOutcome> outcomes;

    AddedUp(ReportAccumulator accumulator) {
      outcomes =
          HandOn.counting("outcomes", CROWDED_OUTCOMES, batch -> batch.forEach(accumulator::add));
    }

    @Override
    public void outcome(RequestOutcome outcome, boolean success) {
      outcomes.add(outcome);
    }

    @Override
    public void pair(UnstampedPair pair) {
      // Nobody asks for it.
    }

    @Override
    public boolean isCrowded() {
      return outcomes.isCrowded();
    }

    @Override
    public void close() {
      outcomes.close();
    }
  }
}
