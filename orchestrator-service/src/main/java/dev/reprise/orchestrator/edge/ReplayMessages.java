// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.edge;

import dev.reprise.orchestrator.replay.ReplayInfo;
import dev.reprise.orchestrator.replay.ReplayRequest;
import dev.reprise.proto.replay.v1.Replay;
import dev.reprise.proto.replay.v1.ReplayMode;
import dev.reprise.proto.replay.v1.ReplayPhase;
import dev.reprise.proto.replay.v1.ReplayProgress;
import dev.reprise.proto.replay.v1.ResponderEndpoint;

/** Turns replays into messages. */
final class ReplayMessages {

  private ReplayMessages() {}

  static Replay toProto(ReplayInfo info) {
    var request = info.request();
    var progress = info.progress();
    var message =
        Replay.newBuilder()
            .setId(info.id())
            .setSnapshot(request.snapshot())
            .setSnapshotVersion(request.snapshotVersion())
            .setMode(mode(request.mode()))
            .setPhase(phase(info.phase()))
            .setMessage(info.message())
            .setTarget(request.target())
            .setBuildTag(request.buildTag())
            .setCreatedNanos(info.createdNanos())
            .setFinishedNanos(info.finishedNanos())
            .setProgress(
                ReplayProgress.newBuilder()
                    .setRequestsPlanned(progress.requestsPlanned())
                    .setRequestsDone(progress.requestsDone())
                    .setRequestsFailed(progress.requestsFailed())
                    .setMockMatches(progress.mockMatches())
                    .setMockMisses(progress.mockMisses()));
    var responder = info.responder();
    if (responder != null) {
      message.setResponder(
          ResponderEndpoint.newBuilder()
              .setHost(responder.host())
              .setPort(responder.port())
              .setCaCertificatePem(responder.caCertificatePem()));
    }
    return message.build();
  }

  private static ReplayMode mode(ReplayRequest.Mode mode) {
    return switch (mode) {
      case FULL -> ReplayMode.REPLAY_MODE_FULL;
      case GENERATOR_ONLY -> ReplayMode.REPLAY_MODE_GENERATOR_ONLY;
      case RESPONDER_ONLY -> ReplayMode.REPLAY_MODE_RESPONDER_ONLY;
    };
  }

  private static ReplayPhase phase(ReplayInfo.Phase phase) {
    return switch (phase) {
      case PENDING -> ReplayPhase.REPLAY_PHASE_PENDING;
      case PREPARING -> ReplayPhase.REPLAY_PHASE_PREPARING;
      case WAITING_FOR_SUT -> ReplayPhase.REPLAY_PHASE_WAITING_FOR_SUT;
      case RUNNING -> ReplayPhase.REPLAY_PHASE_RUNNING;
      case REPORTING -> ReplayPhase.REPLAY_PHASE_REPORTING;
      case PASSED -> ReplayPhase.REPLAY_PHASE_PASSED;
      case FAILED -> ReplayPhase.REPLAY_PHASE_FAILED;
      case CANCELLED -> ReplayPhase.REPLAY_PHASE_CANCELLED;
      case ERROR -> ReplayPhase.REPLAY_PHASE_ERROR;
    };
  }
}
