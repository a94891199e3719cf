// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.replay;

import dev.reprise.cli.child.ChildApplication;
import dev.reprise.cli.child.ProxyEnvironment;
import dev.reprise.cli.context.CommandContext;
import dev.reprise.cli.output.Progress;
import dev.reprise.proto.replay.v1.Replay;
import dev.reprise.proto.replay.v1.ReplayPhase;
import dev.reprise.proto.replay.v1.ReportSutReadyRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts the application once the responder is ready for it, and ends it with the replay. */
final class SutDuringReplay implements AutoCloseable {

  private final CommandContext context;
  private final TargetOptions target;
  private final Progress progress;

  private @Nullable ChildApplication application; // null until the responder is ready

  SutDuringReplay(CommandContext context, TargetOptions target, Progress progress) {
    this.context = context;
    this.target = target;
    this.progress = progress;
  }

  void onChange(Replay replay) {
    if (replay.getPhase() != ReplayPhase.REPLAY_PHASE_WAITING_FOR_SUT
        || application != null
        || target.command().isEmpty()) {
      return;
    }
    progress.say("Starting: " + String.join(" ", target.command()));
    application = ChildApplication.start(target.command(), environment(replay), target.appLog());
    if (target.appPort != 0) {
      application.awaitListening("127.0.0.1", target.appPort, target.appTimeout());
    }
    Object _ =
        context
            .replays()
            .reportSutReady(ReportSutReadyRequest.newBuilder().setId(replay.getId()).build());
  }

  private Map<String, String> environment(Replay replay) {
    if (!replay.hasResponder()) {
      return Map.of();
    }
    var responder = replay.getResponder();
    return ProxyEnvironment.of(
        responder.getHost(),
        responder.getPort(),
        responder.getCaCertificatePem(),
        context.home().resolve("trust"));
  }

  @Override
  public void close() {
    if (application != null) {
      application.close();
    }
  }
}
