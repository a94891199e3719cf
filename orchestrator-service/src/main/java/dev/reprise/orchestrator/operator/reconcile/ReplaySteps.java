// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.reconcile;

import dev.reprise.orchestrator.operator.OperatorConfig;
import dev.reprise.orchestrator.operator.api.Durations;
import dev.reprise.orchestrator.operator.api.TrafficReplay;
import dev.reprise.orchestrator.operator.api.TrafficReplayStatus;
import dev.reprise.orchestrator.operator.api.TrafficReplayStatus.Outcome;
import dev.reprise.orchestrator.operator.api.TrafficReplayStatus.Phase;
import dev.reprise.orchestrator.operator.api.TrafficReplayStatus.Run;
import dev.reprise.orchestrator.operator.life.LifeEvent;
import dev.reprise.orchestrator.operator.life.LifeState;
import dev.reprise.orchestrator.operator.plan.Refusal;
import dev.reprise.orchestrator.operator.plan.ReplayPlan;
import dev.reprise.orchestrator.operator.plan.ReplayPlanner;
import dev.reprise.orchestrator.operator.runs.Runs;
import dev.reprise.orchestrator.replay.ReplayInfo;
import dev.reprise.traffic.error.AppException;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * One look at a replay: brings about what its state wants of the cluster, and finds out what moves
 * it on. Everything here can be done twice.
 *
 * <p><b>Threads:</b> any but an event loop; asks the API server and blocks. Two looks at one replay
 * never overlap.
 */
final class ReplaySteps {

  private final KubernetesClient client;
  private final OperatorConfig config;
  private final Runs runs;
  private final ReplayPlanner planner;
  private final Clock clock;

  ReplaySteps(
      KubernetesClient client,
      OperatorConfig config,
      Runs runs,
      ReplayPlanner planner,
      Clock clock) {
    this.client = client;
    this.config = config;
    this.runs = runs;
    this.planner = planner;
    this.clock = clock;
  }

  /**
   * Looks at a replay.
   *
   * @param ending why it is to end early; empty while it is not
   */
  Found look(TrafficReplay replay, LifeState state, Optional<String> ending) {
    var scene = new ReplayScene(client, config, replay);
    var status = replay.getStatus();
    return switch (state) {
      case LifeState.Pending _, LifeState.Waiting _ -> admit(scene, started(status), ending);
      case LifeState.Preparing(int attempt) ->
          underWay(scene, status, ending, () -> prepare(scene, status, attempt));
      case LifeState.Patching(int attempt) ->
          underWay(scene, status, ending, () -> patch(scene, status, attempt));
      case LifeState.Running(int attempt) ->
          underWay(scene, status, ending, () -> run(scene, status, attempt));
      case LifeState.Stopping(int attempt, Outcome why) -> stop(scene, status, attempt, why);
      case LifeState.Collecting _ -> collect(scene, status);
      case LifeState.Restoring _ -> restore(scene, status);
      case LifeState.Finished _ -> Found.waiting(status.message(), status);
    };
  }

  /** Looks again with a plan that holds for the version chosen at the first look. */
  private interface Look {
    Found look() throws Refusal;
  }

  private Found admit(ReplayScene scene, TrafficReplayStatus status, Optional<String> ending) {
    return underWay(
        scene,
        status,
        ending,
        () -> {
          var plan = planner.plan(scene.spec(), 0, scene.namespace());
          for (ReplayPlan.Workload workload : plan.workloads()) {
            var kept = scene.hold(workload.ref());
            if (kept.isPresent()) {
              return Found.event(new LifeEvent.Busy(kept.get()), status);
            }
          }
          return Found.event(
              new LifeEvent.Admitted(),
              Statuses.with(
                  status,
                  new Run(
                      scene.names().run(scene.namespace().name(), 1),
                      1,
                      plan.snapshotVersion(),
                      plan.slices(),
                      status.run().startedAt(),
                      null)));
        });
  }

  private Found underWay(
      ReplayScene scene, TrafficReplayStatus status, Optional<String> ending, Look look) {
    if (ending.isPresent()) {
      return Found.event(new LifeEvent.StopAsked(ending.get()), status);
    }
    try {
      var found = look.look();
      var limit = Durations.parse(scene.spec().timeout());
      if (found.event() == null || found.event() instanceof LifeEvent.Busy) {
        return isOver(status, limit)
            ? Found.event(
                new LifeEvent.TimedOut(
                    "it was not over within %s; last: %s"
                        .formatted(
                            scene.spec().timeout(),
                            found.event() instanceof LifeEvent.Busy(String why)
                                ? why
                                : found.note())),
                found.status())
            : found;
      }
      return found;
    } catch (Refusal e) {
      return Found.event(new LifeEvent.Refused(e.reason(), e.message()), status);
    }
  }

  private Found prepare(ReplayScene scene, TrafficReplayStatus status, int attempt) throws Refusal {
    var plan = plan(scene, status);
    String replayId = scene.replayId(attempt);
    var named = Statuses.with(status, attempt(status.run(), replayId, attempt));
    for (int earlier = 1; earlier < attempt; earlier++) {
      scene.removeGenerator(earlier);
    }
    scene.bringToken();
    var known = runs.find(replayId);
    if (known.isEmpty()) {
      var target = scene.target(plan);
      if (target.isEmpty()) {
        return Found.waiting("the Service before the system under test has no address yet", named);
      }
      try {
        runs.start(replayId, scene.request(plan, target.get()));
      } catch (AppException e) {
        return switch (e.kind()) {
          case OVERLOAD, UPSTREAM -> Found.waiting(String.valueOf(e.getMessage()), named);
          default -> throw new Refusal("RunRefused", e.getMessage() + " " + e.remedy());
        };
      }
      known = runs.find(replayId);
    }
    var ended = endedOrLost(known, named);
    if (ended.isPresent()) {
      return ended.get();
    }
    if (!plan.mocks()) {
      return Found.event(new LifeEvent.MocksReady(), named);
    }
    var missing =
        scene.bringResponder(
            plan, replayId, known.flatMap(run -> Optional.ofNullable(run.info().responder())));
    return missing.isEmpty()
        ? Found.event(new LifeEvent.MocksReady(), named)
        : Found.waiting(missing, named);
  }

  private Found patch(ReplayScene scene, TrafficReplayStatus status, int attempt) throws Refusal {
    var ended = endedOrLost(runs.find(scene.replayId(attempt)), status);
    if (ended.isPresent()) {
      return ended.get();
    }
    var plan = plan(scene, status);
    var inventory = scene.inventory(plan, status.inventory(), scene.replayId(attempt));
    if (!inventory.equals(status.inventory())) {
      // Written down before the first field is touched: whoever comes next can put it back.
      return Found.waiting(
          "workloads are about to be led to the responder", Statuses.with(status, inventory));
    }
    var missing = scene.bringWorkloads(plan, inventory, scene.replayId(attempt));
    return missing.isEmpty()
        ? Found.event(new LifeEvent.WorkloadsReady(), status)
        : Found.waiting(missing, status);
  }

  private Found run(ReplayScene scene, TrafficReplayStatus status, int attempt) throws Refusal {
    String replayId = scene.replayId(attempt);
    var known = runs.find(replayId);
    var ended = endedOrLost(known, status);
    if (ended.isPresent()) {
      return ended.get();
    }
    var info = known.orElseThrow().info();
    var informed = Statuses.with(status, info, config.reportUrl());
    var disturbance = scene.disturbance(status.inventory());
    if (disturbance.isPresent()) {
      return Found.event(new LifeEvent.Disturbed("WorkloadChanged", disturbance.get()), informed);
    }
    if (!scene.spec().mode().generates()) {
      return Found.waiting("the mocks answer; set spec.cancel to end it", informed);
    }
    runs.sutReady(replayId);
    var failure = scene.bringGenerator(replayId, attempt);
    if (failure.isPresent() && isBeforeItsWork(info)) {
      return Found.event(new LifeEvent.Disturbed("GeneratorFailed", failure.get()), informed);
    }
    return Found.waiting(scene.generatorNote(info), informed);
  }

  private Found stop(ReplayScene scene, TrafficReplayStatus status, int attempt, Outcome why) {
    String replayId = scene.replayId(attempt);
    runs.stop(replayId, why.message());
    return endedOrLost(runs.find(replayId), status)
        .orElseGet(() -> Found.waiting("it is being ended: " + why.message(), status));
  }

  private Found collect(ReplayScene scene, TrafficReplayStatus status) {
    scene.collect(status.inventory());
    return Found.event(new LifeEvent.Collected(), status);
  }

  /** Puts everything back; also called when a resource that was left as it stood is deleted. */
  Found restore(ReplayScene scene, TrafficReplayStatus status) {
    var leftover = scene.restore(status.inventory());
    return switch (leftover) {
      case ReplayScene.Leftover.Nothing() -> Found.event(new LifeEvent.Restored(), status);
      case ReplayScene.Leftover.NotYet(String why) -> Found.waiting(why, status);
      case ReplayScene.Leftover.ForAPerson(String what) ->
          Found.event(new LifeEvent.RestoreBlocked(what), status);
    };
  }

  private Optional<Found> endedOrLost(Optional<Runs.Known> known, TrafficReplayStatus status) {
    if (known.isEmpty() || known.get().isLost()) {
      return Optional.of(Found.event(new LifeEvent.RunLost(), status));
    }
    var info = known.get().info();
    return info.phase().isFinal()
        ? Optional.of(
            Found.event(
                new LifeEvent.RunEnded(outcome(info)),
                Statuses.with(status, info, config.reportUrl())))
        : Optional.empty();
  }

  private static Outcome outcome(ReplayInfo info) {
    return switch (info.phase()) {
      case PASSED -> new Outcome(Phase.Passed, "GoalsMet", message(info, "every goal held"));
      case FAILED -> new Outcome(Phase.Failed, "GoalsNotMet", message(info, "a goal did not hold"));
      case CANCELLED -> new Outcome(Phase.Cancelled, "Cancelled", message(info, "it was stopped"));
      case PENDING, PREPARING, WAITING_FOR_SUT, RUNNING, REPORTING, ERROR ->
          new Outcome(Phase.Error, "RunInvalid", message(info, "nothing may be concluded"));
    };
  }

  private static String message(ReplayInfo info, String otherwise) {
    return info.message().isEmpty() ? otherwise : info.message();
  }

  private static boolean isBeforeItsWork(ReplayInfo info) {
    return switch (info.phase()) {
      case PENDING, PREPARING, WAITING_FOR_SUT -> true;
      case RUNNING, REPORTING, PASSED, FAILED, CANCELLED, ERROR -> false;
    };
  }

  private ReplayPlan plan(ReplayScene scene, TrafficReplayStatus status) throws Refusal {
    return planner.plan(scene.spec(), status.run().snapshotVersion(), scene.namespace());
  }

  private static Run attempt(Run run, String replayId, int attempt) {
    return new Run(replayId, attempt, run.snapshotVersion(), run.slices(), run.startedAt(), null);
  }

  private TrafficReplayStatus started(TrafficReplayStatus status) {
    var run = status.run();
    return run.startedAt() != null
        ? status
        : Statuses.with(
            status,
            new Run(
                null,
                0,
                0,
                List.of(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                null));
  }

  private boolean isOver(TrafficReplayStatus status, Duration limit) {
    var startedAt = status.run().startedAt();
    return startedAt != null && clock.instant().isAfter(Instant.parse(startedAt).plus(limit));
  }
}
