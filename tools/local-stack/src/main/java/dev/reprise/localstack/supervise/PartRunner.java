// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.supervise;

import dev.reprise.localstack.home.Home;
import dev.reprise.localstack.home.PartReport;
import dev.reprise.localstack.home.PidFile;
import dev.reprise.localstack.part.Effect;
import dev.reprise.localstack.part.ExitReason;
import dev.reprise.localstack.part.Part;
import dev.reprise.localstack.part.PartEvent;
import dev.reprise.localstack.part.PartState;
import dev.reprise.localstack.part.Past;
import dev.reprise.localstack.part.Readiness;
import dev.reprise.localstack.part.Transition;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Applies to one part's process what its state machine says.
 *
 * <p><b>Threads:</b> confined to the supervisor's; whatever comes from elsewhere goes through
 * {@link Inbox} and carries the number of the launch it belongs to, so that a late word of an ended
 * process changes nothing.
 */
final class PartRunner {

  /** Writing a start-up cache is a second run of the JVM, at the end of the first. */
  private static final Duration TRAINING = Duration.ofSeconds(180);

  private static final Duration READY_PAUSE = Duration.ofMillis(100);
  private static final Duration READY_LIMIT = Duration.ofSeconds(5);

  private final Part part;
  private final Home home;
  private final Inbox inbox;
  private final SupervisorLog supervisorLog;
  private final Runnable changed;
  private final RotatingLog log;
  private final @Nullable TrainedStart trained; // null when the part has no cache

  private PartState state = new PartState.Waiting(Past.NONE);
  private @Nullable RunningPart running; // null while no process is there
  private volatile int launches; // written by the supervisor's thread only, read by probes
  private volatile boolean isUp; // whether that launch has a process; likewise
  private Optional<ExitReason> lastEnd = Optional.empty();
  private boolean hasBeenReady;

  PartRunner(Part part, Home home, Inbox inbox, SupervisorLog supervisorLog, Runnable changed) {
    this.part = part;
    this.home = home;
    this.inbox = inbox;
    this.supervisorLog = supervisorLog;
    this.changed = changed;
    this.log = new RotatingLog(home.log(part.name()), RotatingLog.MAX_BYTES, RotatingLog.KEPT);
    this.trained = part.cache().map(TrainedStart::new).orElse(null);
  }

  Part part() {
    return part;
  }

  PartState state() {
    return state;
  }

  boolean hasBeenReady() {
    return hasBeenReady;
  }

  Optional<ExitReason> lastEnd() {
    return lastEnd;
  }

  /** Takes an event, does what it asks for, and tells when the state is another. */
  void apply(PartEvent event) {
    PartState before = state;
    Transition transition = state.on(event);
    state = transition.next();
    if (event instanceof PartEvent.Exited exited && running != null) {
      ended(exited);
    }
    transition.effects().forEach(this::perform);
    if (state instanceof PartState.Ready && !(before instanceof PartState.Ready)) {
      hasBeenReady = true;
      watchLiveness();
    }
    if (!state.equals(before)) {
      supervisorLog.info("part=%s state=%s".formatted(part.name(), state.word()));
      changed.run();
    }
  }

  private void ended(PartEvent.Exited exited) {
    running = null;
    isUp = false;
    PidFile.delete(home.pidFile(part.name()));
    if (state instanceof PartState.Stopped) {
      supervisorLog.info(
          "ended as asked part=%s with=%s".formatted(part.name(), exited.reason().what()));
      if (trained != null && exited.reason().isOrderly()) {
        trained.keep();
      }
    }
  }

  private void perform(Effect effect) {
    switch (effect) {
      case LAUNCH -> launch();
      case TERMINATE -> terminate();
      case KILL -> kill();
      case BACK_OFF -> backOff();
      case GIVE_UP -> noteEnd(state, "no more attempts");
    }
  }

  private void launch() {
    int launch = launches + 1;
    launches = launch;
    log.forget();
    try {
      List<String> command = trained == null ? part.command() : trained.prepare(part.command());
      var launched = new RunningPart(part, command, home, log, event -> post(launch, event));
      running = launched;
      isUp = true;
      launched.watch();
      supervisorLog.info("launched part=%s pid=%d".formatted(part.name(), launched.pid()));
      inbox.after(part.limits().start(), () -> ifCurrent(launch, new PartEvent.StartTimedOut()));
      if (part.readiness() instanceof Readiness.Http(var uri)) {
        probe(launch, Question.good(uri, READY_LIMIT), READY_PAUSE)
            .untilAnswered(() -> post(launch, new PartEvent.BecameReady()));
      }
    } catch (IOException e) {
      String why = Optional.ofNullable(e.getMessage()).orElseGet(e::toString);
      post(launch, new PartEvent.Exited(ExitReason.notStarted(why), Duration.ZERO));
    }
  }

  private Probe probe(int launch, Question question, Duration pause) {
    return new Probe(question, pause, () -> launches == launch && isUp, inbox.timers());
  }

  /** From now on it must show that it has not hung. */
  private void watchLiveness() {
    int launch = launches;
    part.liveness()
        .ifPresent(liveness ->
            probe(launch, Question.alive(liveness), liveness.every())
                .untilSilent(
                    liveness.failures(),
                    () -> post(launch, new PartEvent.StoppedAnswering(liveness.complaint()))));
  }

  private void post(int launch, PartEvent event) {
    inbox.post(() -> ifCurrent(launch, event));
  }

  private void ifCurrent(int launch, PartEvent event) {
    if (launches == launch) {
      apply(event);
    }
  }

  private void terminate() {
    if (running != null) {
      running.terminate();
      int launch = launches;
      boolean training = trained != null && trained.isTraining();
      Duration grace = training ? part.limits().stop().plus(TRAINING) : part.limits().stop();
      inbox.after(grace, () -> ifCurrent(launch, new PartEvent.GraceElapsed()));
    }
  }

  private void kill() {
    if (running != null) {
      supervisorLog.warn(
          "killing, %s part=%s pid=%d state=%s"
              .formatted(
                  state instanceof PartState.Hung(Past _, String complaint)
                      ? complaint
                      : "its time is over",
                  part.name(),
                  running.pid(),
                  state.word()),
          List.of());
      running.kill();
    }
  }

  private void backOff() {
    if (state instanceof PartState.BackingOff(Past past, ExitReason _)) {
      noteEnd(state, "restarting in " + past.pause().toMillis() + " ms");
      int launch = launches;
      inbox.after(past.pause(), () -> ifCurrent(launch, new PartEvent.BackOffElapsed()));
    }
  }

  private void noteEnd(PartState ended, String next) {
    ExitReason reason =
        switch (ended) {
          case PartState.BackingOff backingOff -> backingOff.reason();
          case PartState.Failed failed -> failed.reason();
          case PartState.Waiting _,
              PartState.Starting _,
              PartState.Ready _,
              PartState.Hung _,
              PartState.Stopping _,
              PartState.Stopped _ ->
              throw new IllegalStateException(ended + " tells no reason");
        };
    lastEnd = Optional.of(reason);
    supervisorLog.warn(
        "part ended part=%s reason=\"%s\" next=\"%s\"".formatted(part.name(), reason.what(), next),
        reason.lastLines());
  }

  /** Whether it is only slow to end because it writes its start-up cache. */
  boolean isTraining() {
    return trained != null && trained.isTraining() && running != null;
  }

  PartReport report() {
    RunningPart now = running;
    boolean training = state instanceof PartState.Stopping && isTraining();
    return new PartReport(
        part.name(),
        training ? "training" : state.word(),
        now == null ? OptionalLong.empty() : OptionalLong.of(now.pid()),
        part.ports().isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of(part.ports().getFirst().port()),
        now == null ? Optional.empty() : Optional.of(now.since()),
        Math.max(0, launches - 1),
        lastEnd.map(ExitReason::what));
  }

  void close() {
    log.close();
  }
}
