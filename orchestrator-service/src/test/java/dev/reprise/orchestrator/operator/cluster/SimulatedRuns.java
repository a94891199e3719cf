// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.cluster;

import dev.reprise.orchestrator.operator.runs.Runs;
import dev.reprise.orchestrator.replay.ReplayInfo;
import dev.reprise.orchestrator.replay.ReplayInfo.Phase;
import dev.reprise.orchestrator.replay.ReplayInfo.Progress;
import dev.reprise.orchestrator.replay.ReplayInfo.Responder;
import dev.reprise.orchestrator.replay.ReplayRequest;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The orchestrator's replays as the operator sees them: an agent joins when its pod runs, and all
 * goes well unless told otherwise. A restart forgets those that are under way, as the service does.
 *
 * <p><b>Threads:</b> thread-safe.
 */
public final class SimulatedRuns implements Runs {

  private static final Progress WHOLE = new Progress(501, 501, 0, 155, 0);

  private final Map<String, ReplayInfo> runs = new LinkedHashMap<>();
  private final Set<String> lost = new HashSet<>();
  private final Set<String> sutReady = new HashSet<>();
  private final String caPem;
  private Phase verdict = Phase.PASSED;
  private boolean isHeld;
  private boolean isFull;

  /**
   * With an authority that responders show.
   *
   * @param caPem its certificate
   */
  public SimulatedRuns(String caPem) {
    this.caPem = caPem;
  }

  /** What replays come to. */
  public synchronized void verdict(Phase phase) {
    verdict = phase;
  }

  /** Whether replays stay under way until let go. */
  public synchronized void hold(boolean isHeldNow) {
    isHeld = isHeldNow;
  }

  /** Whether no further replay is taken. */
  public synchronized void full(boolean isFullNow) {
    isFull = isFullNow;
  }

  /** The service is started anew. */
  public synchronized void restart() {
    runs.forEach((id, info) -> {
      if (!info.phase().isFinal()) {
        lost.add(id);
      }
    });
  }

  /** Every request that was taken, in order. */
  public synchronized Map<String, ReplayInfo> all() {
    return Map.copyOf(runs);
  }

  /** The responder of a replay runs. */
  public synchronized void responderRuns(String replayId) {
    update(
        replayId,
        info ->
            info.responder() != null ? info : info.with(new Responder("127.0.0.1", 8080, caPem)));
    update(
        replayId,
        info ->
            info.request().mode() == ReplayRequest.Mode.RESPONDER_ONLY
                    && info.phase() == Phase.PREPARING
                ? info.at(Phase.RUNNING, "", 0)
                : info);
  }

  /** The generator of a replay runs. */
  public synchronized void generatorRuns(String replayId) {
    if (!sutReady.contains(replayId)) {
      return;
    }
    update(replayId, info -> info.at(Phase.RUNNING, "", 0).with(new Progress(501, 120, 0, 40, 0)));
    if (!isHeld) {
      update(replayId, info -> info.with(WHOLE).at(verdict, "", 1));
    }
  }

  @Override
  public synchronized void start(String replayId, ReplayRequest request) {
    if (isFull) {
      throw new AppException(
          ErrorKind.OVERLOAD, "TOO_MANY_REPLAYS", "4 replays are under way.", "Wait.");
    }
    runs.putIfAbsent(
        replayId,
        new ReplayInfo(replayId, request, Phase.PREPARING, "", 0, 0, Progress.NONE, null));
  }

  @Override
  public synchronized Optional<Known> find(String replayId) {
    return Optional.ofNullable(runs.get(replayId))
        .map(info -> new Known(info, lost.contains(replayId)));
  }

  @Override
  public synchronized void sutReady(String replayId) {
    sutReady.add(replayId);
  }

  @Override
  public synchronized void stop(String replayId, String reason) {
    update(
        replayId,
        info ->
            info.request().mode() == ReplayRequest.Mode.RESPONDER_ONLY
                    && info.phase() == Phase.RUNNING
                ? info.at(verdict, "", 1)
                : info.at(Phase.CANCELLED, reason, 1));
  }

  private void update(String replayId, java.util.function.UnaryOperator<ReplayInfo> change) {
    var info = runs.get(replayId);
    if (info != null && !info.phase().isFinal() && !lost.contains(replayId)) {
      runs.put(replayId, change.apply(info));
    }
  }
}
