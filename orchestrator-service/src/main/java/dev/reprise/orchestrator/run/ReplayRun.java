// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.run;

import dev.reprise.orchestrator.agents.AgentProcess;
import dev.reprise.orchestrator.machine.Outcome;
import dev.reprise.orchestrator.machine.ReplayEffect;
import dev.reprise.orchestrator.machine.ReplayEvent;
import dev.reprise.orchestrator.machine.ReplayMachine;
import dev.reprise.orchestrator.machine.ReplayState;
import dev.reprise.orchestrator.machine.Role;
import dev.reprise.orchestrator.replay.ReplayInfo;
import dev.reprise.orchestrator.replay.ReplayInfo.Phase;
import dev.reprise.orchestrator.replay.ReplayInfo.Responder;
import dev.reprise.traffic.pair.RecordedCalls;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.core.Context;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * One replay under way: feeds what happens to the {@link ReplayMachine} and carries out what it
 * asks for.
 *
 * <p><b>Threads:</b> all state is confined to one Vert.x context; the public methods may be called
 * from anywhere and hand over to it.
 *
 * <p><b>Bounds:</b> watchers see the latest state, not every one: a slow watcher costs no memory.
 */
public final class ReplayRun {

  private static final Logger LOG = Logger.getLogger(ReplayRun.class);
  private static final long END_GRACE_MILLIS = 5_000;

  /** What the run needs from the service around it. Called on the run's context; never blocks. */
  interface World {
    /** Waits until the warehouse holds what the agents shipped, or too long, then calls back. */
    void awaitStored(String replayId, long pairs, Stored then);

    /** Judges the figures, stores the report, and gives the last phase and message. */
    void conclude(ReplayInfo info, ReplayFigures figures, Outcome outcome, Verdict then);

    /** Keeps a state for later readers, or gives up, then calls back from any thread. */
    void save(ReplayInfo info, Runnable then);

    /** Nanoseconds since the epoch. */
    long now();
  }

  /** Takes how many pairs are stored of those that were shipped; from any thread. */
  interface Stored {
    /**
     * What is known in the end.
     *
     * @param failure why that could not be found out; empty if it could
     */
    void are(long stored, long shipped, String failure);
  }

  /** Takes the last phase of a replay; from any thread. */
  interface Verdict {
    void is(Phase phase, String message);
  }

  private final Context context;
  private final RunLimits limits;
  private final World world;
  private final ReplayFigures figures;

  // Confined to the context:
  private ReplayState state;
  private ReplayInfo info;
  private final Map<Role, AgentLink> links = new EnumMap<>(Role.class);
  private final Map<Role, AgentProcess> processes = new EnumMap<>(Role.class);
  private final Set<MultiEmitter<? super ReplayInfo>> watchers = new LinkedHashSet<>();

  ReplayRun(
      Context context, RunLimits limits, World world, ReplayFigures figures, ReplayInfo info) {
    this.context = context;
    this.limits = limits;
    this.world = world;
    this.figures = figures;
    this.info = info.at(Phase.PREPARING, "", 0);
    this.state =
        ReplayMachine.start(info.request().mode().roles(), info.request().isWaitingForSut());
    context.owner().setTimer(limits.prepare().toMillis(), _ -> execute(this::checkPrepared));
  }

  /** The present state at once, then every change, until the end. */
  Multi<ReplayInfo> watch() {
    return Multi.createFrom()
        .emitter(emitter -> execute(() -> addWatcher(emitter)), BackPressureStrategy.LATEST);
  }

  /** Keeps the agent's process, and notices its end. */
  void started(AgentProcess process) {
    execute(() -> {
      processes.put(process.role(), process);
      if (!(state instanceof ReplayState.Preparing)) {
        process.end(END_GRACE_MILLIS); // the replay was over before it began
      }
    });
    process
        .whenEnded()
        .thenAccept(how -> apply(new ReplayEvent.AgentLost(process.role(), how)))
        .exceptionally(never -> {
          LOG.error("An agent's end went unnoticed", never);
          return null;
        });
  }

  /** An agent has connected. */
  public void connected(Role role, AgentLink link) {
    execute(() -> {
      links.put(role, link);
      if (state instanceof ReplayState.Preparing) {
        link.plan(info.id(), info.request());
      } else {
        link.stop("the replay is not waiting for an agent any more");
      }
    });
  }

  /** The responder listens. */
  public void listening(Responder responder) {
    execute(() -> info = info.with(responder));
  }

  /** The responder knows which calls to expect. */
  public void expect(RecordedCalls calls) {
    execute(() -> figures.expect(calls));
  }

  /** The generator knows how much there is to do. */
  public void planned(long requests) {
    execute(() -> {
      figures.planned(requests);
      publish(info.with(figures.progress(requests)));
    });
  }

  /** One agent has learnt values; the other is told. */
  public void learnt(Role by, AgentLink.Learnt learnt) {
    execute(() -> {
      var other = links.get(other(by));
      if (other != null) {
        other.learn(learnt);
      } else {
        // Nobody else takes part: the sender need not wait.
        var sender = links.get(by);
        if (sender != null) {
          sender.applied(learnt.id());
        }
      }
    });
  }

  /** One agent has applied what the other had learnt. */
  public void applied(Role by, long learntId) {
    execute(() -> {
      var other = links.get(other(by));
      if (other != null) {
        other.applied(learntId);
      }
    });
  }

  /** Counts outcomes on the run's context. */
  public void count(Consumer<ReplayFigures> counting) {
    execute(() -> {
      counting.accept(figures);
      publish(info.with(figures.progress(info.progress().requestsPlanned())));
    });
  }

  /** Something has happened. */
  public void apply(ReplayEvent event) {
    execute(() -> step(event));
  }

  private void step(ReplayEvent event) {
    var step = ReplayMachine.on(state, event);
    boolean moved = !step.state().equals(state);
    state = step.state();
    if (moved) {
      publish(info.at(phase(), message(), 0));
      world.save(info, () -> {});
      scheduleDrainLimit();
    }
    step.effects().forEach(this::carryOut);
  }

  private void carryOut(ReplayEffect effect) {
    switch (effect) {
      case ReplayEffect.Begin(Role role) -> {
        var link = links.get(role);
        if (link != null) {
          link.begin();
        }
      }
      case ReplayEffect.Stop(Role role, String reason) -> stop(role, reason);
      case ReplayEffect.AwaitStored() ->
          world.awaitStored(
              info.id(),
              figures.pairsShipped(),
              (stored, shipped, failure) -> execute(() -> onStored(stored, shipped, failure)));
      case ReplayEffect.Conclude(Outcome outcome) ->
          world.conclude(
              info, figures, outcome, (phase, message) -> execute(() -> end(phase, message)));
    }
  }

  // What was counted stands either way; what was not stored cannot be looked at.
  private void onStored(long stored, long shipped, String failure) {
    if (!failure.isEmpty()) {
      figures.invalidate(
          "Whether all %d pairs of this replay are stored could not be found out: %s"
              .formatted(shipped, failure));
    } else if (stored < shipped) {
      figures.invalidate(
          "Only %d of %d pairs of this replay reached the warehouse.".formatted(stored, shipped));
    }
    step(new ReplayEvent.Stored());
  }

  private void stop(Role role, String reason) {
    var link = links.get(role);
    if (link != null) {
      link.stop(reason);
      return;
    }
    // It never connected: its process is all there is of it.
    var process = processes.get(role);
    if (process != null) {
      process.end(END_GRACE_MILLIS);
    }
    step(new ReplayEvent.AgentDone(role, ""));
  }

  private void end(Phase phase, String message) {
    processes.values().forEach(process -> process.end(END_GRACE_MILLIS));
    var last = info.at(phase, message, world.now());
    // Stored first: whoever has seen the end finds it when he asks for it.
    world.save(last, () -> execute(() -> tellEnd(last)));
  }

  private void tellEnd(ReplayInfo last) {
    publish(last);
    watchers.forEach(MultiEmitter::complete);
    watchers.clear();
    LOG.infof("A replay ended: replayId=%s phase=%s", last.id(), last.phase());
  }

  private void publish(ReplayInfo changed) {
    info = changed;
    watchers.forEach(watcher -> watcher.emit(changed));
  }

  private void addWatcher(MultiEmitter<? super ReplayInfo> watcher) {
    watcher.emit(info);
    if (info.phase().isFinal()) {
      watcher.complete();
      return;
    }
    watchers.add(watcher);
    watcher.onTermination(() -> execute(() -> watchers.remove(watcher)));
  }

  private void checkPrepared() {
    if (state instanceof ReplayState.Preparing preparing) {
      if (!preparing.ready().containsAll(preparing.needed())) {
        step(
            new ReplayEvent.TimedOut(
                "the agents were not ready within " + limits.prepare().toSeconds() + " s"));
      } else {
        context.owner().setTimer(limits.sut().toMillis(), _ -> execute(this::checkSut));
      }
    }
  }

  private void checkSut() {
    if (state instanceof ReplayState.Preparing) {
      step(
          new ReplayEvent.TimedOut(
              "the system under test was not reported ready within "
                  + limits.sut().toSeconds()
                  + " s"));
    }
  }

  private void scheduleDrainLimit() {
    if (state instanceof ReplayState.Draining) {
      context
          .owner()
          .setTimer(
              limits.drain().toMillis(),
              _ ->
                  apply(
                      new ReplayEvent.TimedOut(
                          "an agent did not stop within " + limits.drain().toSeconds() + " s")));
    }
  }

  private Phase phase() {
    return switch (state) {
      case ReplayState.Preparing preparing ->
          preparing.isWaitingForSut() ? Phase.WAITING_FOR_SUT : Phase.PREPARING;
      case ReplayState.Running _ -> Phase.RUNNING;
      case ReplayState.Draining _, ReplayState.Reporting _, ReplayState.Ended _ -> Phase.REPORTING;
    };
  }

  private String message() {
    return switch (state) {
      case ReplayState.Preparing _, ReplayState.Running _ -> "";
      case ReplayState.Draining draining -> reason(draining.outcome());
      case ReplayState.Reporting reporting -> reason(reporting.outcome());
      case ReplayState.Ended ended -> reason(ended.outcome());
    };
  }

  static String reason(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Completed() -> "";
      case Outcome.Cancelled(String reason) -> reason;
      case Outcome.Broken(String reason) -> reason;
    };
  }

  private static Role other(Role role) {
    return switch (role) {
      case GENERATOR -> Role.RESPONDER;
      case RESPONDER -> Role.GENERATOR;
    };
  }

  private void execute(Runnable action) {
    context.runOnContext(_ -> action.run());
  }
}
