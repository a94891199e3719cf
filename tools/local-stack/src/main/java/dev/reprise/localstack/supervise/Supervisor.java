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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Keeps the parts of a plan running: launches each when what it depends on is ready, at most two at
 * a time; launches again what dies; ends all of them, dependents first, when asked to.
 *
 * <p><b>Threads:</b> {@link #run} owns everything and blocks until the last part has ended; {@link
 * #requestStop} and {@link #awaitEnd} may be called from anywhere.
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
      List<Part> parts = new Parts(plan.parts()).ordered();
      Orphans.end(home, log::info);
      TakenPorts.refuse(parts);
      parts.forEach(this::add);
      writeState();
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
      runners.values().forEach(PartRunner::close);
      deleteState();
      ended.countDown();
    }
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
      case STOPPING -> stopWhatNobodyNeeds();
      case STARTING, UP -> launchWhatCanRun();
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

  private void stopWhatNobodyNeeds() {
    for (PartRunner runner : List.copyOf(runners.values()).reversed()) {
      boolean needed =
          runners.values().stream()
              .anyMatch(other ->
                  other.part().dependsOn().contains(runner.part().name())
                      && !other.state().isFinal());
      if (!needed && !runner.state().isFinal()) {
        runner.apply(new PartEvent.StopRequested());
      }
    }
  }

  private void changed(String name) {
    PartRunner runner = runners.get(name);
    if (runner == null) {
      return;
    }
    listener.changed(runner.report());
    if (runner.state() instanceof PartState.Failed(ExitReason reason)) {
      giveUp(name, reason);
    } else if (phase == Phase.STARTING && runners.keySet().stream().allMatch(this::isReady)) {
      phase = Phase.UP;
      log.info("up");
      writeState();
      listener.up();
      return;
    }
    writeState();
  }

  private void giveUp(String name, ExitReason reason) {
    failed = true;
    String end =
        reason.lastLines().isEmpty() ? "" : " It said last: " + reason.lastLines().getLast();
    listener.failed(
        new AppException(
            ErrorKind.UPSTREAM,
            "PART_FAILED",
            "The part '%s' did not start: %s.%s".formatted(name, reason.what(), end),
            "Look at %s, then run up again.".formatted(home.log(name))));
    stop();
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
