// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.replay;

import dev.reprise.cli.context.CommandContext;
import dev.reprise.cli.output.Progress;
import dev.reprise.command.Interruption;
import dev.reprise.proto.map.ErrorMapper;
import dev.reprise.proto.replay.v1.CancelReplayRequest;
import dev.reprise.proto.replay.v1.Replay;
import dev.reprise.proto.replay.v1.ReplayPhase;
import dev.reprise.proto.replay.v1.ReplayProgress;
import dev.reprise.proto.replay.v1.StartReplayRequest;
import dev.reprise.proto.replay.v1.WatchReplayRequest;
import io.grpc.StatusRuntimeException;
import java.util.Locale;
import java.util.UUID;

/**
 * A replay that a command has started, and that does not outlive it.
 *
 * <p><b>Ownership:</b> {@link #close} cancels it unless it has ended.
 *
 * <p><b>Threads:</b> blocking, for the command's own thread; {@link #cancel} for any.
 */
final class RunningReplay implements AutoCloseable {

  private final CommandContext context;
  private final Progress progress;
  private Replay last;

  /** Told of each change on the command's own thread. */
  interface Listener {
    void changed(Replay replay) throws InterruptedException;
  }

  private RunningReplay(CommandContext context, Progress progress, Replay first) {
    this.context = context;
    this.progress = progress;
    this.last = first;
  }

  /** Starts one, and once again if the answer was lost; that gives the same one. */
  static RunningReplay start(
      CommandContext context, Progress progress, StartReplayRequest request) {
    var keyed = request.toBuilder().setIdempotencyKey(UUID.randomUUID().toString()).build();
    Replay first;
    try {
      first = context.replays().startReplay(keyed);
    } catch (StatusRuntimeException e) {
      if (!ErrorMapper.fromStatus(e).code().equals("SERVICE_UNREACHABLE")) {
        throw e;
      }
      first = context.replays().startReplay(keyed);
    }
    return new RunningReplay(context, progress, first);
  }

  String id() {
    return last.getId();
  }

  /** Follows it until it has ended, and gives its last state; tells the listener each change. */
  Replay untilEnd(Listener onChange) throws InterruptedException {
    var changes =
        context.replays().watchReplay(WatchReplayRequest.newBuilder().setId(id()).build());
    while (changes.hasNext()) {
      last = changes.next();
      show(last);
      onChange.changed(last);
    }
    return last;
  }

  /** Asks that it be stopped; one that has ended takes no notice. */
  void cancel() {
    Object _ = context.replays().cancelReplay(CancelReplayRequest.newBuilder().setId(id()).build());
  }

  @Override
  public void close() {
    if (!isFinal(last.getPhase())) {
      Interruption.shield(this::cancelOrTell);
    }
  }

  private void cancelOrTell() {
    try {
      cancel();
      progress.say("Replay %s was cancelled.".formatted(id()));
    } catch (StatusRuntimeException e) {
      progress.say("Replay %s could not be cancelled, and may go on.".formatted(id()));
    }
  }

  private void show(Replay replay) {
    var figures = replay.getProgress();
    progress.at(
        "replay " + replay.getId() + " " + word(replay.getPhase()).replace('_', ' '),
        figures.getRequestsDone(),
        figures.getRequestsPlanned(),
        figures(figures));
  }

  /** Of what there has been so far. */
  private static String figures(ReplayProgress figures) {
    String requests =
        figures.getRequestsPlanned() == 0
            ? ""
            : "requests, %d failed".formatted(figures.getRequestsFailed());
    String mocks =
        figures.getMockMatches() + figures.getMockMisses() == 0
            ? ""
            : "%d mocks matched, %d missed"
                .formatted(figures.getMockMatches(), figures.getMockMisses());
    return requests.isEmpty() || mocks.isEmpty() ? requests + mocks : requests + "; " + mocks;
  }

  /** A phase as it is printed. */
  static String word(ReplayPhase phase) {
    return phase.name().replace("REPLAY_PHASE_", "").toLowerCase(Locale.ROOT);
  }

  private static boolean isFinal(ReplayPhase phase) {
    return switch (phase) {
      case REPLAY_PHASE_PASSED, REPLAY_PHASE_FAILED, REPLAY_PHASE_CANCELLED, REPLAY_PHASE_ERROR ->
          true;
      case REPLAY_PHASE_UNSPECIFIED,
          REPLAY_PHASE_PENDING,
          REPLAY_PHASE_PREPARING,
          REPLAY_PHASE_WAITING_FOR_SUT,
          REPLAY_PHASE_RUNNING,
          REPLAY_PHASE_REPORTING,
          UNRECOGNIZED ->
          false;
    };
  }
}
