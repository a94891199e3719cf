// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.run;

import dev.reprise.orchestrator.meta.ReplayStore;
import dev.reprise.orchestrator.operator.runs.Runs;
import dev.reprise.orchestrator.replay.ReplayRequest;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * The replays whose agents run in a cluster. How long their parts may take is the operator's
 * business, who sees why a pod does not start; here it is bounded only so that nothing stays for
 * ever.
 *
 * <p><b>Threads:</b> as {@link Runs} says; the store is asked on a context of its own while the
 * caller waits.
 */
@ApplicationScoped
class ClusterRuns implements Runs {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration FOR_EVER = Duration.ofDays(1);

  private final Vertx vertx;
  private final ReplayRuns runs;
  private final ReplayStore store;
  private final RunLimits limits;

  ClusterRuns(
      Vertx vertx,
      ReplayRuns runs,
      ReplayStore store,
      dev.reprise.orchestrator.OrchestratorConfig config) {
    this.vertx = vertx;
    this.runs = runs;
    this.store = store;
    this.limits = new RunLimits(FOR_EVER, FOR_EVER, config.drainTimeout());
  }

  @Override
  public void start(String replayId, ReplayRequest request) {
    if (runs.isRunning(replayId)) {
      return;
    }
    // The operator brings the agents about, again and again until they are there.
    var _ = answer(runs.start(replayId, request, limits, (_, _) -> {}));
  }

  @Override
  public Optional<Known> find(String replayId) {
    if (runs.isRunning(replayId)) {
      return Optional.of(new Known(answer(runs.get(replayId)), false));
    }
    return answer(store.find(replayId))
        .map(info -> new Known(info, answer(store.isCutOff(replayId))));
  }

  @Override
  public void sutReady(String replayId) {
    if (runs.isRunning(replayId)) {
      var _ = answer(runs.sutReady(replayId));
    }
  }

  @Override
  public void stop(String replayId, String reason) {
    if (runs.isRunning(replayId)) {
      var _ = answer(runs.cancel(replayId, reason));
    }
  }

  private <T> T answer(Uni<T> asked) {
    return Contexts.run(vertx, asked)
        .ifNoItem()
        .after(LIMIT)
        .failWith(() ->
            new AppException(
                ErrorKind.UPSTREAM,
                "STORE_SLOW",
                "The store of replays did not answer within %d s.".formatted(LIMIT.toSeconds()),
                "Look at PostgreSQL."))
        .await()
        .atMost(LIMIT.plusSeconds(1)); // the failure above comes first
  }
}
