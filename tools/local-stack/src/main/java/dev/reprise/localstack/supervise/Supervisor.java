// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.supervise;

import dev.reprise.localstack.home.Home;
import dev.reprise.localstack.home.PartReport;
import dev.reprise.localstack.home.Phase;
import dev.reprise.localstack.home.StackState;
import dev.reprise.localstack.part.ExitReason;
import dev.reprise.localstack.part.Part;
import dev.reprise.localstack.part.PartEvent;
import dev.reprise.localstack.part.PartState;
import dev.reprise.localstack.part.Parts;
import dev.reprise.localstack.part.Plan;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * Keeps the parts of a plan running: launches each when what it depends on is ready, at most two at
 * a time; launches again what dies or hangs; takes in further parts; ends all of them, dependents
 * first, when asked to.
 *
 * <p><b>Threads:</b> {@link #run} owns everything and blocks until the last part has ended; {@link
 * #add}, {@link #requestStop} and {@link #awaitEnd} may be called from anywhere.
 */
public final class Supervisor {

  private static final int STARTING_AT_ONCE = 2;

  private final Home home;
  private final Plan plan;
  private final StackListener listener;
  private final SupervisorLog log;
  private final Inbox inbox = new Inbox();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Map<String, PartRunner> runners = new LinkedHashMap<>();
  private final List<Undertaking> undertakings = new ArrayList<>();

  private Phase phase = Phase.STARTING;
  private boolean failed;

  public Supervisor(Home home, Plan plan, SupervisorLog log, StackListener listener) {
    this.home = home;
    this.plan = plan;
    this.log = log;
    this.listener = listener;
  }

  /**
   * Runs the plan until a stop is asked for, or until it shows that it cannot be started.
   *
   * @return whether everything ended because it was asked to
   */
  public boolean run() throws InterruptedException {
    try (inbox) {
      Orphans.end(home, log::info);
      undertake(plan.parts(), true, listener);
      inbox.post(() -> {}); // the first look at what can be launched
      while (!isOver()) {
        inbox.runNext();
        settle();
      }
      return !failed;
    } catch (AppException e) {
      listener.failed(e);
      return false;
    } finally {
      undertakings.forEach(waiting -> waiting.tellFailure(beingEnded()));
      runners.values().forEach(PartRunner::close);
      deleteState();
      ended.countDown();
    }
  }

  /**
   * Takes in those of these parts that are not here yet, and lets the listener know when all of
   * them are ready, or why they cannot be: then what came with them is ended again, and nothing
   * else. Returns at once.
   */
  public void add(List<Part> parts, StackListener adder) {
    inbox.post(() -> {
      if (phase == Phase.STOPPING) {
        adder.failed(beingEnded());
        return;
      }
      try {
        undertake(parts, false, adder);
      } catch (AppException e) {
        adder.failed(e);
      }
    });
  }

  private void undertake(List<Part> parts, boolean isWholePlan, StackListener whoAsks) {
    List<Part> ordered = new Parts(parts).ordered();
    List<Part> missing =
        ordered.stream().filter(part -> !runners.containsKey(part.name())).toList();
    TakenPorts.refuse(missing);
    missing.forEach(this::add);
    undertakings.add(new Undertaking(names(ordered), names(missing), isWholePlan, whoAsks));
    phase = Phase.STARTING;
    concludeUndertakings();
  }

  private static Set<String> names(List<Part> parts) {
    return parts.stream().map(Part::name).collect(Collectors.toSet());
  }

  private void add(Part part) {
    runners.put(part.name(), new PartRunner(part, home, inbox, log, () -> changed(part.name())));
  }

  /** Asks all parts to end. Returns at once; asking twice is asking once. */
  public void requestStop() {
    inbox.post(this::stop);
  }

  /** Waits until {@link #run} is over. */
  public void awaitEnd() throws InterruptedException {
    ended.await();
  }

  private void stop() {
    if (phase != Phase.STOPPING) {
      phase = Phase.STOPPING;
      log.info("stopping");
      writeState();
    }
  }

  private boolean isOver() {
    return phase == Phase.STOPPING
        && runners.values().stream().allMatch(runner -> runner.state().isFinal());
  }

  /** Does what the states allow now: the next launches, or the next ends. */
  private void settle() {
    switch (phase) {
      case STOPPING -> stopWhatNobodyNeeds(runners.keySet());
      case STARTING, UP -> {
        launchWhatCanRun();
        undoFailures();
      }
      case LOST, DOWN -> throw new IllegalStateException("a running supervisor is not " + phase);
    }
  }

  private void launchWhatCanRun() {
    long starting =
        runners.values().stream()
            .filter(runner -> runner.state() instanceof PartState.Starting)
            .count();
    for (PartRunner runner : runners.values()) {
      if (starting < STARTING_AT_ONCE
          && runner.state() instanceof PartState.Waiting
          && runner.part().dependsOn().stream().allMatch(this::isReady)) {
        runner.apply(new PartEvent.Launch());
        starting++;
      }
    }
  }

  private boolean isReady(String name) {
    PartRunner runner = runners.get(name);
    return runner != null && runner.state() instanceof PartState.Ready;
  }

  private void stopWhatNobodyNeeds(Set<String> names) {
    for (PartRunner runner : List.copyOf(runners.values()).reversed()) {
      boolean needed =
          runners.values().stream()
              .anyMatch(other ->
                  other.part().dependsOn().contains(runner.part().name())
                      && !other.state().isFinal());
      if (names.contains(runner.part().name()) && !needed && !runner.state().isFinal()) {
        runner.apply(new PartEvent.StopRequested());
      }
    }
  }

  /** Ends what came with an undertaking that failed, and then tells of it. */
  private void undoFailures() {
    for (Undertaking undone : undertakings.stream().filter(Undertaking::hasFailed).toList()) {
      stopWhatNobodyNeeds(undone.added());
      if (undone.added().stream().allMatch(this::hasEnded)) {
        undone.added().forEach(this::remove);
        undertakings.remove(undone);
        concludeUndertakings();
        undone.tellFailure(beingEnded());
      }
    }
  }

  private boolean hasEnded(String name) {
    PartRunner runner = runners.get(name);
    return runner == null || runner.state().isFinal();
  }

  private void remove(String name) {
    PartRunner removed = runners.remove(name);
    if (removed != null) {
      removed.close();
    }
  }

  private void changed(String name) {
    PartRunner runner = runners.get(name);
    if (runner == null) {
      return;
    }
    undertakings.stream()
        .filter(undertaking -> undertaking.wanted().contains(name))
        .forEach(undertaking -> undertaking.listener().changed(runner.report()));
    if (runner.state() instanceof PartState.Failed(ExitReason reason)) {
      giveUp(name, reason);
    }
    concludeUndertakings();
  }

  /** Tells those who have waited for what is there now. */
  private void concludeUndertakings() {
    List<Undertaking> done =
        phase == Phase.STOPPING ? List.of() : undertakings.stream().filter(this::isDone).toList();
    undertakings.removeAll(done);
    if (phase == Phase.STARTING && undertakings.isEmpty()) {
      phase = Phase.UP;
      log.info("up");
    }
    writeState();
    done.forEach(undertaking -> undertaking.listener().up(undertaking.added().size()));
  }

  /** Who was there before need not be ready this very moment: it may be starting again. */
  private boolean isDone(Undertaking undertaking) {
    return !undertaking.hasFailed()
        && undertaking.wanted().stream()
            .allMatch(name ->
                isReady(name) || (!undertaking.added().contains(name) && hasBeenReady(name)));
  }

  private boolean hasBeenReady(String name) {
    PartRunner runner = runners.get(name);
    return runner != null && runner.hasBeenReady();
  }

  private void giveUp(String name, ExitReason reason) {
    String end =
        reason.lastLines().isEmpty() ? "" : " It said last: " + reason.lastLines().getLast();
    var why =
        new AppException(
            ErrorKind.UPSTREAM,
            "PART_FAILED",
            "The part '%s' did not start: %s.%s".formatted(name, reason.what(), end),
            "Look at %s, then run up again.".formatted(home.log(name)));
    undertakings.stream()
        .filter(undertaking -> undertaking.wanted().contains(name))
        .forEach(undertaking -> undertaking.fail(why));
    if (undertakings.stream().anyMatch(one -> one.isWholePlan() && one.hasFailed())) {
      failed = true;
      stop();
    }
  }

  private static AppException beingEnded() {
    return new AppException(
        ErrorKind.CONFLICT,
        "STACK_NOT_UP",
        "The stack is being ended.",
        "Wait until it is down, then run up again.");
  }

  private void writeState() {
    List<PartReport> reports = runners.values().stream().map(PartRunner::report).toList();
    new StackState(ProcessHandle.current().pid(), phase, plan.addresses(), reports)
        .write(home.state());
  }

  private void deleteState() {
    try {
      Files.deleteIfExists(home.state());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + home.state(), e);
    }
  }
}
