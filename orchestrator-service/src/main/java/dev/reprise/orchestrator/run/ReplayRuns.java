// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.run;

import dev.reprise.orchestrator.OrchestratorConfig;
import dev.reprise.orchestrator.agents.AgentLauncher;
import dev.reprise.orchestrator.machine.ReplayEvent;
import dev.reprise.orchestrator.machine.Role;
import dev.reprise.orchestrator.meta.ReplayStore;
import dev.reprise.orchestrator.replay.EpochNanos;
import dev.reprise.orchestrator.replay.ReplayInfo;
import dev.reprise.orchestrator.replay.ReplayInfo.Phase;
import dev.reprise.orchestrator.replay.ReplayInfo.Progress;
import dev.reprise.orchestrator.replay.ReplayRequest;
import dev.reprise.orchestrator.replay.StartKey;
import dev.reprise.traffic.config.TestConfigs;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * Starts replays, and finds those that run.
 *
 * <p><b>Bounds:</b> {@code reprise.orchestrator.max-running} replays at a time; one more is
 * refused.
 */
@ApplicationScoped
public class ReplayRuns {

  private static final Logger LOG = Logger.getLogger(ReplayRuns.class);
  private static final int MAX_PORT = 65_535;
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Vertx vertx;
  private final OrchestratorConfig config;
  private final AgentLauncher launcher;
  private final ReplayStore store;
  private final SnapshotClient snapshots;
  private final ReplayWorld world;
  private final Clock clock = Clock.systemUTC();
  private final Map<String, ReplayRun> running = new ConcurrentHashMap<>();
  private final Semaphore places;

  ReplayRuns(
      Vertx vertx,
      OrchestratorConfig config,
      AgentLauncher launcher,
      ReplayStore store,
      SnapshotClient snapshots,
      ReplayWorld world) {
    this.vertx = vertx;
    this.config = config;
    this.launcher = launcher;
    this.store = store;
    this.snapshots = snapshots;
    this.world = world;
    this.places = new Semaphore(config.maxRunning());
  }

  /**
   * How a replay is started.
   *
   * @param agents starts them; called on a worker thread once the replay is known
   * @param key under which it is kept
   */
  private record Launch(RunLimits limits, AgentRuntime agents, Optional<StartKey> key) {}

  /**
   * Checks what is asked for, and starts it.
   *
   * @param key names the start, see {@link KeyedStarts}
   * @return once the replay is known and its agents are being started; fails with {@link
   *     AppException} where it cannot be run as asked
   */
  public Uni<ReplayInfo> start(ReplayRequest asked, Optional<StartKey> key) {
    return start(newId(), asked, new Launch(RunLimits.of(config), this::startAgents, key));
  }

  /**
   * Checks what is asked for, and starts it with agents that run somewhere else than here.
   *
   * @param id names the replay; not used before
   * @param limits how long each part of it may take
   * @param agents starts them; called on a worker thread once the replay is known
   * @return as {@link #start(ReplayRequest, Optional)}
   */
  public Uni<ReplayInfo> start(
      String id, ReplayRequest asked, RunLimits limits, AgentRuntime agents) {
    return start(id, asked, new Launch(limits, agents, Optional.empty()));
  }

  private Uni<ReplayInfo> start(String id, ReplayRequest asked, Launch launch) {
    if (asked.responderPort() < 0 || asked.responderPort() > MAX_PORT) {
      throw user(
          "PORT_INVALID",
          "The responder cannot listen on port %d.".formatted(asked.responderPort()),
          "Give a port from 1 to 65535, or 0 for a free one.");
    }
    var testConfig = TestConfigs.parse("the test config", asked.testConfigJson());
    var target = asked.target().isEmpty() ? testConfig.target().url().orElse("") : asked.target();
    checkTarget(asked.mode(), target);
    return snapshots
        .versionOf(asked.snapshot(), asked.snapshotVersion())
        .map(version -> settled(asked, version, target))
        .map(request ->
            new ReplayInfo(
                id, request, Phase.PENDING, "", EpochNanos.now(clock), 0, Progress.NONE, null))
        .chain(info -> inAPlace(info, new ReplayFigures(testConfig), launch));
  }

  // The place is taken before anything is kept: what is refused must leave nothing behind.
  private Uni<ReplayInfo> inAPlace(ReplayInfo info, ReplayFigures figures, Launch launch) {
    if (!places.tryAcquire()) {
      return Uni.createFrom().failure(tooMany());
    }
    return keep(info, launch.key())
        .onFailure()
        .invoke(() -> places.release())
        .onCancellation()
        .invoke(() -> places.release())
        .replaceWith(info)
        .invoke(() -> launch(info, figures, launch));
  }

  private Uni<Void> keep(ReplayInfo info, Optional<StartKey> key) {
    return key.isEmpty()
        ? store.save(info)
        : store
            .create(info, key.get())
            .invoke(isNew -> {
              if (!isNew) {
                throw new StartedElsewhereException();
              }
            })
            .replaceWithVoid();
  }

  /** What agents left that lost us when we were stopped. */
  void tidyUp(@Observes StartupEvent started) {
    store.cutOffAtStart().forEach(launcher::removeFilesOf);
  }

  /**
   * The run that an agent belongs to.
   *
   * @throws AppException if none of this id is under way
   */
  public ReplayRun running(String id) {
    var run = running.get(id);
    if (run == null) {
      throw new AppException(
          ErrorKind.NOT_FOUND,
          "REPLAY_NOT_RUNNING",
          "Replay '%s' is not under way.".formatted(id),
          "List replays with 'reprise report list'.");
    }
    return run;
  }

  /** Whether a replay of this id is under way. */
  boolean isRunning(String id) {
    return running.containsKey(id);
  }

  /** The present state at once, then every change, until the end. */
  public Multi<ReplayInfo> watch(String id) {
    var run = running.get(id);
    return run != null ? run.watch() : get(id).toMulti();
  }

  /** The present state. */
  public Uni<ReplayInfo> get(String id) {
    var run = running.get(id);
    return run != null
        ? run.watch().toUni()
        : store.find(id).map(found -> found.orElseThrow(() -> unknown(id)));
  }

  /** Stops a replay; one that has ended stays as it is. */
  public Uni<ReplayInfo> cancel(String id, String reason) {
    var run = running.get(id);
    if (run != null) {
      run.apply(new ReplayEvent.StopRequested(reason));
    }
    return get(id);
  }

  /** Lets the generator begin once the agents are ready. */
  public Uni<ReplayInfo> sutReady(String id) {
    running(id).apply(new ReplayEvent.SutReady());
    return get(id);
  }

  private void launch(ReplayInfo info, ReplayFigures figures, Launch launch) {
    var run = new ReplayRun(Contexts.fresh(vertx), launch.limits(), world, figures, info);
    running.put(info.id(), run);
    run.watch()
        .onTermination()
        .invoke(() -> forget(info.id()))
        .subscribe()
        .with(_ -> {}, failure -> LOG.errorf(failure, "A replay was lost: replayId=%s", info.id()));
    vertx
        .executeBlocking(
            () -> {
              launch.agents().start(run, info);
              return null;
            },
            false)
        .onFailure(failure -> {
          LOG.errorf(failure, "Agents were not started: replayId=%s", info.id());
          run.apply(
              new ReplayEvent.TimedOut("the agents could not be started: " + failure.getMessage()));
        });
  }

  private void forget(String id) {
    running.remove(id);
    places.release();
  }

  private AppException tooMany() {
    return new AppException(
        ErrorKind.OVERLOAD,
        "TOO_MANY_REPLAYS",
        "%d replays are under way, as many as may be.".formatted(config.maxRunning()),
        "Wait for one to end, cancel one, or raise reprise.orchestrator.max-running.");
  }

  private void startAgents(ReplayRun run, ReplayInfo info) {
    info.request().mode().roles().forEach(role -> startAgent(run, info, role));
  }

  private void startAgent(ReplayRun run, ReplayInfo info, Role role) {
    try {
      run.started(launcher.start(role, info.id(), info.request().responderPort()));
    } catch (AppException e) {
      run.apply(new ReplayEvent.AgentLost(role, e.getMessage() + " " + e.remedy()));
    }
  }

  private static void checkTarget(ReplayRequest.Mode mode, String target) {
    if (mode == ReplayRequest.Mode.RESPONDER_ONLY) {
      return;
    }
    try {
      var uri = URI.create(target);
      if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null) {
        return;
      }
    } catch (IllegalArgumentException notEvenAUri) {
      // Told below like any other.
    }
    throw user(
        "TARGET_INVALID",
        "The target '%s' is not the address of a system under test.".formatted(target),
        "Give a URL such as http://127.0.0.1:8080, here or as target.url in the test config.");
  }

  private static ReplayRequest settled(ReplayRequest asked, int version, String target) {
    return new ReplayRequest(
        asked.snapshot(),
        version,
        asked.mode(),
        asked.testConfigJson(),
        target,
        asked.responderPort(),
        asked.isWaitingForSut(),
        asked.buildTag(),
        asked.slices());
  }

  // Readable, in the order of time; the letters keep two of one second apart.
  private String newId() {
    var letters = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      letters.append((char) ('a' + ThreadLocalRandom.current().nextInt(26)));
    }
    return STAMP.format(clock.instant()) + "-" + letters;
  }

  private static AppException unknown(String id) {
    return new AppException(
        ErrorKind.NOT_FOUND,
        "REPLAY_NOT_FOUND",
        "There is no replay '%s'.".formatted(id),
        "List replays with 'reprise report list'.");
  }

  private static AppException user(String code, String message, String remedy) {
    return new AppException(ErrorKind.USER, code, message, remedy);
  }
}
