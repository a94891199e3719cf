// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.snapshot.build;

import dev.reprise.snapshot.SnapshotConfig;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs builds on threads of their own.
 *
 * <p><b>Bounds:</b> {@code reprise.snapshot.max-building} at a time; one more is refused with
 * {@code BUILDS_BUSY}, not queued, since each holds memory and the caller can ask again.
 */
@ApplicationScoped
public class BuildRunner {

  private static final long IDLE_SECONDS = 30;

  private final int maxBuilding;
  private final ThreadPoolExecutor threads;
  private final Counter rejected;

  @Inject
  BuildRunner(SnapshotConfig config, MeterRegistry meters) {
    this(config.maxBuilding(), meters);
  }

  BuildRunner(int limit, MeterRegistry meters) {
    this.maxBuilding = Math.max(1, limit);
    this.threads =
        new ThreadPoolExecutor(
            0,
            maxBuilding,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().name("snapshot-build-", 1).factory());
    meters.gauge("reprise.snapshot.builds.depth", threads, ThreadPoolExecutor::getActiveCount);
    meters.gauge("reprise.snapshot.builds.limit", maxBuilding);
    this.rejected = meters.counter("reprise.snapshot.builds.rejected");
  }

  /**
   * Starts a build.
   *
   * @throws AppException {@code BUILDS_BUSY} at the bound
   */
  public void start(Runnable build) {
    try {
      threads.execute(build);
    } catch (RejectedExecutionException e) {
      rejected.increment();
      throw new AppException(
          ErrorKind.OVERLOAD,
          "BUILDS_BUSY",
          "The build was not started: %d are running, which is all that reprise.snapshot.max-building"
                  .formatted(maxBuilding)
              + " allows.",
          "Ask again when one has finished.",
          Map.of(),
          e);
    }
  }

  @PreDestroy
  void stop() {
    threads.shutdownNow();
  }
}
