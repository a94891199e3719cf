// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.reconcile;

import dev.reprise.orchestrator.operator.OperatorConfig;
import dev.reprise.orchestrator.operator.api.Cleanup;
import dev.reprise.orchestrator.operator.api.Durations;
import dev.reprise.orchestrator.operator.api.TrafficReplay;
import dev.reprise.orchestrator.operator.api.TrafficReplayStatus;
import dev.reprise.orchestrator.operator.api.TrafficReplayStatus.Outcome;
import dev.reprise.orchestrator.operator.api.TrafficReplayStatus.Phase;
import dev.reprise.orchestrator.operator.api.TrafficReplayStatus.Run;
import dev.reprise.orchestrator.operator.life.Life;
import dev.reprise.orchestrator.operator.life.LifeEvent;
import dev.reprise.orchestrator.operator.life.LifeState;
import dev.reprise.orchestrator.operator.plan.ReplayPlanner;
import dev.reprise.orchestrator.operator.runs.Runs;
import dev.reprise.orchestrator.operator.runs.Snapshots;
import dev.reprise.traffic.error.AppException;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Moves TrafficReplays on, one step a look, and looks again until they are finished.
 *
 * <p>A step is: bring about what the state wants, find out what happened, tell it, write the new
 * state. All but the last can be done twice, so the operator may be killed at any point and another
 * one goes on.
 *
 * <p><b>Threads:</b> the operator's workers; looks at one resource never overlap.
 */
@Ignore // started by OperatorStartup, where it is switched on; not found by the extension
@ControllerConfiguration(name = "trafficreplay", finalizerName = TrafficReplayReconciler.FINALIZER)
public final class TrafficReplayReconciler
    implements Reconciler<TrafficReplay>, Cleaner<TrafficReplay> {

  /** Keeps a resource until everything is put back. */
  public static final String FINALIZER = "reprise.dev/put-back";

  private static final Logger LOG = Logger.getLogger(TrafficReplayReconciler.class);
  private static final int PAUSE_AFTER_FAILURE = 5;

  private final KubernetesClient client;
  private final OperatorConfig config;
  private final ReplaySteps steps;
  private final Announcer announcer;
  private final Clock clock;

  /** Works on a cluster with the runs and snapshots of this service. */
  public TrafficReplayReconciler(
      KubernetesClient client, OperatorConfig config, Runs runs, Snapshots snapshots, Clock clock) {
    this.client = client;
    this.config = config;
    this.clock = clock;
    this.steps = new ReplaySteps(client, config, runs, new ReplayPlanner(snapshots), clock);
    this.announcer = new Announcer(client, clock);
  }

  @Override
  public UpdateControl<TrafficReplay> reconcile(
      TrafficReplay seen, Context<TrafficReplay> context) {
    var pause = looked(seen, Optional.empty()).orElse(null);
    UpdateControl<TrafficReplay> control = UpdateControl.noUpdate();
    return pause == null ? control : control.rescheduleAfter(pause);
  }

  @Override
  public DeleteControl cleanup(TrafficReplay seen, Context<TrafficReplay> context) {
    var pause = looked(seen, Optional.of("the TrafficReplay was deleted"));
    return pause.isEmpty()
        ? DeleteControl.defaultDelete()
        : DeleteControl.noFinalizerRemoval().rescheduleAfter(pause.get().toMillis());
  }

  /** Looks once; gives how long to wait before the next look, empty when none is needed. */
  private Optional<Duration> looked(TrafficReplay seen, Optional<String> deletion) {
    try {
      // Not from the cache: what we wrote a moment ago must be in it.
      var replay = client.resource(seen).get();
      if (replay == null) {
        return Optional.empty();
      }
      if (replay.getStatus() == null) {
        replay.setStatus(TrafficReplayStatus.NEW);
      }
      return look(replay, deletion);
    } catch (KubernetesClientException | AppException e) {
      // boundary: whatever it was, the next look finds out; a conflict is somebody else's progress
      LOG.warnf(
          "A look at a replay failed: replay=%s error=%s",
          seen.getMetadata().getNamespace() + "/" + seen.getMetadata().getName(), e.getMessage());
      return Optional.of(config.poll().multipliedBy(PAUSE_AFTER_FAILURE));
    }
  }

  private Optional<Duration> look(TrafficReplay replay, Optional<String> deletion) {
    var state = LifeState.of(replay.getStatus());
    if (state instanceof LifeState.Finished) {
      return deletion.isPresent() ? leave(replay) : afterTheEnd(replay);
    }
    var ending =
        deletion.or(() ->
            replay.getSpec().cancel() ? Optional.of("spec.cancel was set") : Optional.empty());
    boolean staysAsItIs =
        state instanceof LifeState.Restoring
            && replay.getSpec().cleanup() == Cleanup.NONE
            && deletion.isEmpty();
    var found =
        staysAsItIs
            ? Found.event(new LifeEvent.Restored(), replay.getStatus())
            : steps.look(replay, state, ending);
    var event = found.event();
    var next = event == null ? state : Life.on(state, event);
    var status = composed(replay, found, next, staysAsItIs);
    if (!next.equals(state)) {
      tell(replay, found, next);
      LOG.infof("A replay moves on: replay=%s phase=%s", replay.label(), next.phase());
    }
    if (!status.equals(replay.getStatus())) {
      replay.setStatus(status);
      client.resource(replay).updateStatus(); // its resourceVersion goes along
    }
    return Optional.of(next.equals(state) ? config.poll() : Duration.ofMillis(1));
  }

  // Deleted after its end: what was left as it stood is put back now.
  private Optional<Duration> leave(TrafficReplay replay) {
    var found = steps.restore(new ReplayScene(client, config, replay), replay.getStatus());
    if (found.event() instanceof LifeEvent.RestoreBlocked(String what)) {
      announcer.tell(replay, true, "RestoreBlocked", what);
    }
    return found.event() == null ? Optional.of(config.poll()) : Optional.empty();
  }

  private Optional<Duration> afterTheEnd(TrafficReplay replay) {
    var ttl = replay.getSpec().ttlAfterFinished();
    var finishedAt = replay.getStatus().run().finishedAt();
    if (ttl == null || finishedAt == null) {
      return Optional.empty();
    }
    var left =
        Duration.between(clock.instant(), Instant.parse(finishedAt).plus(Durations.parse(ttl)));
    if (left.isPositive()) {
      return Optional.of(left);
    }
    client.resource(replay).delete();
    return Optional.empty();
  }

  private TrafficReplayStatus composed(
      TrafficReplay replay, Found found, LifeState next, boolean staysAsItIs) {
    var status = found.status();
    var outcome = outcomeOf(next);
    String message = outcome == null ? noteOf(found) : outcome.message();
    var run = status.run();
    if (next instanceof LifeState.Preparing(int attempt) && attempt > run.attempt()) {
      run =
          new Run(
              run.replayId(), attempt, run.snapshotVersion(), run.slices(), run.startedAt(), null);
    }
    if (next instanceof LifeState.Finished && run.finishedAt() == null) {
      run =
          new Run(
              run.replayId(),
              run.attempt(),
              run.snapshotVersion(),
              run.slices(),
              run.startedAt(),
              clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    }
    return new TrafficReplayStatus(
        replay.getMetadata().getGeneration(),
        next.phase(),
        message,
        outcome,
        run,
        status.progress(),
        status.result(),
        status.inventory(),
        conditions(replay, found, next, staysAsItIs));
  }

  private List<io.fabric8.kubernetes.api.model.Condition> conditions(
      TrafficReplay replay, Found found, LifeState next, boolean staysAsItIs) {
    long generation = Optional.ofNullable(replay.getMetadata().getGeneration()).orElse(0L);
    var conditions = new Conditions(replay.getStatus().conditions(), generation, clock.instant());
    var event = found.event();
    if (event != null) {
      switch (event) {
        case LifeEvent.Admitted() ->
            conditions.set(
                "Accepted", true, "Admitted", "it can be run, and its workloads are held for it");
        case LifeEvent.Busy(String why) -> conditions.set("Accepted", false, "Waiting", why);
        case LifeEvent.Refused(String reason, String why) -> {
          if (!conditions.isTrue("Accepted")) {
            conditions.set("Accepted", false, reason, why);
          }
        }
        case LifeEvent.MocksReady() ->
            conditions.set(
                "MocksReady",
                true,
                "Ready",
                "the responder has loaded the snapshot, or none takes part");
        case LifeEvent.WorkloadsReady() ->
            conditions.set(
                "WorkloadReady", true, "Ready", "every workload is led to the responder and ready");
        case LifeEvent.Disturbed(String reason, String why) ->
            conditions.set("WorkloadReady", false, reason, why);
        case LifeEvent.RunLost() -> {
          conditions.set("MocksReady", false, "OrchestratorRestarted", "the run is begun again");
          conditions.set("WorkloadReady", false, "OrchestratorRestarted", "the run is begun again");
        }
        case LifeEvent.Restored() -> {
          if (staysAsItIs) {
            conditions.set(
                "Restored", false, "CleanupNone", "everything stays until the resource is deleted");
          } else {
            conditions.set("Restored", true, "PutBack", "everything is as it was before");
          }
        }
        case LifeEvent.RestoreBlocked(String what) ->
            conditions.set("Restored", false, "ChangedByOthers", what);
        case LifeEvent.RunEnded _,
            LifeEvent.StopAsked _,
            LifeEvent.TimedOut _,
            LifeEvent.Collected _ -> {
          // The outcome says it.
        }
      }
    }
    if (next instanceof LifeState.Finished(Outcome outcome)) {
      conditions.set("Finished", true, outcome.reason(), outcome.message());
      conditions.set(
          "Succeeded", outcome.phase() == Phase.Passed, outcome.reason(), outcome.message());
    } else {
      conditions.set("Finished", false, "UnderWay", "it is under way");
    }
    return conditions.list();
  }

  private void tell(TrafficReplay replay, Found found, LifeState next) {
    var outcome = outcomeOf(next);
    boolean isWarning =
        (outcome != null && outcome.phase() != Phase.Passed)
            || found.event() instanceof LifeEvent.RunLost
            || found.event() instanceof LifeEvent.RestoreBlocked;
    String message =
        switch (found.event()) {
          case LifeEvent.RestoreBlocked(String what) -> what;
          case LifeEvent.RunLost() ->
              "orchestrator-service was restarted; the run is begun again, attempt "
                  + (next instanceof LifeState.Preparing(int attempt)
                      ? attempt
                      : Life.MAX_ATTEMPTS);
          case null, default -> outcome == null ? "it is " + next.phase() : outcome.message();
        };
    announcer.tell(replay, isWarning, next.phase().name(), message);
  }

  private static String noteOf(Found found) {
    return found.event() instanceof LifeEvent.Busy(String why) ? why : found.note();
  }

  @SuppressWarnings("NullAway") // a status without an outcome has null there
  private static Outcome outcomeOf(LifeState state) {
    return switch (state) {
      case LifeState.Stopping(int _, Outcome why) -> why;
      case LifeState.Collecting(Outcome outcome) -> outcome;
      case LifeState.Restoring(Outcome outcome) -> outcome;
      case LifeState.Finished(Outcome outcome) -> outcome;
      case LifeState.Pending _,
          LifeState.Waiting _,
          LifeState.Preparing _,
          LifeState.Patching _,
          LifeState.Running _ ->
          null;
    };
  }
}
