// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.run;

import dev.reprise.orchestrator.OrchestratorConfig;
import dev.reprise.orchestrator.agents.AgentLauncher;
import dev.reprise.orchestrator.machine.ReplayEvent;
import dev.reprise.orchestrator.machine.Role;
import dev.reprise.orchestrator.meta.ReplayStore;
import dev.reprise.orchestrator.replay.ReplayInfo;
import dev.reprise.orchestrator.replay.ReplayInfo.Phase;
import dev.reprise.orchestrator.replay.ReplayInfo.Progress;
import dev.reprise.orchestrator.replay.ReplayRequest;
import dev.reprise.traffic.config.TestConfigs;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
  }

  /**
   * Checks what is asked for, and starts it.
   *
   * @return once the replay is known and its agents are being started; fails with {@link
   *     AppException} where it cannot be run as asked
   */
  public Uni<ReplayInfo> start(ReplayRequest asked) {
    return start(newId(), asked, RunLimits.of(config), this::startAgents);
  }

  /**
   * Checks what is asked for, and starts it with agents that run somewhere else than here.
   *
   * @param id names the replay; not used before
   * @param limits how long each part of it may take
   * @param agents starts them; called on a worker thread once the replay is known
   * @return as {@link #start(ReplayRequest)}
   */
  public Uni<ReplayInfo> start(
      String id, ReplayRequest asked, RunLimits limits, AgentRuntime agents) {
    checkTarget(asked);
    if (asked.responderPort() < 0 || asked.responderPort() > MAX_PORT) {
      throw user(
          "PORT_INVALID",
          "The responder cannot listen on port %d.".formatted(asked.responderPort()),
          "Give a port from 1 to 65535, or 0 for a free one.");
    }
    var testConfig = TestConfigs.parse("the test config", asked.testConfigJson());
    return snapshots
        .versionOf(asked.snapshot(), asked.snapshotVersion())
        .map(version -> withVersion(asked, version))
        .map(request ->
            new ReplayInfo(id, request, Phase.PENDING, "", now(), 0, Progress.NONE, null))
        .chain(info -> store.save(info).replaceWith(info))
        .invoke(info -> launch(info, new ReplayFigures(testConfig), limits, agents));
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

  private void launch(
      ReplayInfo info, ReplayFigures figures, RunLimits limits, AgentRuntime agents) {
    var run = register(info, figures, limits);
    run.watch()
        .collect()
        .last()
        .subscribe()
        .with(
            _ -> running.remove(info.id()),
            failure -> LOG.errorf(failure, "A replay was lost: replayId=%s", info.id()));
    vertx
        .executeBlocking(
            () -> {
              agents.start(run, info);
              return null;
            },
            false)
        .onFailure(
            failure -> LOG.errorf(failure, "Agents were not started: replayId=%s", info.id()));
  }

  // One at a time, so that two callers cannot both take the last place.
  private synchronized ReplayRun register(
      ReplayInfo info, ReplayFigures figures, RunLimits limits) {
    if (running.size() >= config.maxRunning()) {
      throw new AppException(
          ErrorKind.OVERLOAD,
          "TOO_MANY_REPLAYS",
          "%d replays are under way, as many as may be.".formatted(running.size()),
          "Wait for one to end, cancel one, or raise reprise.orchestrator.max-running.");
    }
    var run = new ReplayRun(Contexts.fresh(vertx), limits, world, figures, info);
    running.put(info.id(), run);
    return run;
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

  private static void checkTarget(ReplayRequest asked) {
    if (asked.mode() == ReplayRequest.Mode.RESPONDER_ONLY) {
      return;
    }
    try {
      var uri = URI.create(asked.target());
      if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null) {
        return;
      }
    } catch (IllegalArgumentException notEvenAUri) {
      // Told below like any other.
    }
    throw user(
        "TARGET_INVALID",
        "The target '%s' is not the address of a system under test.".formatted(asked.target()),
        "Give a URL such as http://127.0.0.1:8080.");
  }

  private static ReplayRequest withVersion(ReplayRequest asked, int version) {
    return new ReplayRequest(
        asked.snapshot(),
        version,
        asked.mode(),
        asked.testConfigJson(),
        asked.target(),
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

  private long now() {
    Instant now = clock.instant();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
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
