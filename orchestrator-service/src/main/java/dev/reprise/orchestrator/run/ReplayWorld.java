// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.run;

import dev.reprise.orchestrator.OrchestratorConfig;
import dev.reprise.orchestrator.machine.Outcome;
import dev.reprise.orchestrator.meta.ReplayStore;
import dev.reprise.orchestrator.replay.EpochNanos;
import dev.reprise.orchestrator.replay.ReplayInfo;
import dev.reprise.orchestrator.replay.ReplayInfo.Phase;
import dev.reprise.traffic.report.Report;
import dev.reprise.traffic.report.ReportJson;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/** What a run needs from the service around it: the warehouse's count, and the store. */
@ApplicationScoped
public class ReplayWorld implements ReplayRun.World {

  private static final Logger LOG = Logger.getLogger(ReplayWorld.class);
  private static final Duration POLL = Duration.ofMillis(200);
  // A store that is started anew is there again within seconds.
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);
  private static final int MORE_TRIES = 6;

  private final Vertx vertx;
  private final OrchestratorConfig config;
  private final StoredPairs stored;
  private final ReplayStore store;
  private final Clock clock = Clock.systemUTC();
  private final Turns turns = new Turns();

  ReplayWorld(Vertx vertx, OrchestratorConfig config, StoredPairs stored, ReplayStore store) {
    this.vertx = vertx;
    this.config = config;
    this.stored = stored;
    this.store = store;
  }

  @Override
  public void awaitStored(String replayId, long pairs, ReplayRun.Stored then) {
    if (pairs == 0) {
      then.are(0, 0, "");
      return;
    }
    poll(replayId, pairs, deadline(), then);
  }

  @Override
  public void conclude(
      ReplayInfo info, ReplayFigures figures, Outcome outcome, ReplayRun.Verdict then) {
    switch (outcome) {
      case Outcome.Completed() -> {}
      case Outcome.Cancelled(String reason) -> figures.invalidate("It was cancelled: " + reason);
      case Outcome.Broken(String reason) -> figures.invalidate(reason);
    }
    var report = figures.report(info);
    inTurn(info.id(), store.saveReport(info.id(), ReportJson.write(report)))
        .subscribe()
        .with(
            _ -> then.is(phase(outcome, report), message(report)),
            failure -> {
              LOG.errorf(failure, "A report was not stored: replayId=%s", info.id());
              then.is(Phase.ERROR, "the report could not be stored: " + failure.getMessage());
            });
  }

  @Override
  public void save(ReplayInfo info, Runnable then) {
    inTurn(info.id(), store.save(info))
        .subscribe()
        .with(
            _ -> then.run(),
            failure -> {
              LOG.warnf(failure, "A state was not stored: replayId=%s", info.id());
              then.run();
            });
  }

  @Override
  public long now() {
    return EpochNanos.now(clock);
  }

  // A later state must not be overtaken by an earlier one.
  private Uni<Void> inTurn(String replayId, Uni<Void> write) {
    return turns.next(
        replayId,
        Contexts.run(vertx, write)
            .onFailure()
            .retry()
            .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
            .atMost(MORE_TRIES));
  }

  private void poll(String replayId, long pairs, long deadline, ReplayRun.Stored then) {
    Runnable again =
        () -> vertx.setTimer(POLL.toMillis(), _ -> poll(replayId, pairs, deadline, then));
    stored
        .countOf(replayId)
        .subscribe()
        .with(
            there -> {
              if (there >= pairs || isOver(deadline)) {
                then.are(there, pairs, "");
              } else {
                again.run();
              }
            },
            failure -> {
              if (isOver(deadline)) {
                then.are(0, pairs, String.valueOf(failure.getMessage()));
              } else {
                again.run();
              }
            });
  }

  private static boolean isOver(long deadline) {
    return System.nanoTime() - deadline > 0;
  }

  private long deadline() {
    return System.nanoTime() + config.storeTimeout().toNanos();
  }

  private static Phase phase(Outcome outcome, Report report) {
    return switch (outcome) {
      case Outcome.Cancelled _ -> Phase.CANCELLED;
      case Outcome.Broken _ -> Phase.ERROR;
      case Outcome.Completed _ ->
          switch (report.verdict()) {
            case PASSED -> Phase.PASSED;
            case FAILED -> Phase.FAILED;
            case INVALID -> Phase.ERROR;
          };
    };
  }

  private static String message(Report report) {
    return String.join("; ", report.reasons());
  }
}
