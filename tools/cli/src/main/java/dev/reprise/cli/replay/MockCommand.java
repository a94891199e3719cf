// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.replay;

import dev.reprise.cli.child.ChildApplication;
import dev.reprise.cli.child.ProxyEnvironment;
import dev.reprise.cli.context.CommandContext;
import dev.reprise.cli.output.Progress;
import dev.reprise.proto.replay.v1.CancelReplayRequest;
import dev.reprise.proto.replay.v1.Replay;
import dev.reprise.proto.replay.v1.ReplayMode;
import dev.reprise.proto.replay.v1.ReplayPhase;
import dev.reprise.proto.replay.v1.StartReplayRequest;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves a snapshot's mocks for as long as somebody needs them. */
@Command(
    name = "mock",
    mixinStandardHelpOptions = true,
    description = {
      "Answers outbound calls from a snapshot until interrupted, for development or other test drivers.",
      "With a COMMAND, starts it with proxy and trust settings; without, prints them."
    },
    footerHeading = "%nExample:%n",
    footer = "  reprise mock shop -- npm start")
public final class MockCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private CommandContext context = new CommandContext();
  @Mixin private TargetOptions target = new TargetOptions();
  @Mixin private LoadOptions load = new LoadOptions();

  @Option(
      names = "--snapshot-version",
      defaultValue = "0",
      paramLabel = "N",
      description = "Which version of it (default: the newest).")
  private int version;

  private @Nullable ChildApplication application; // null until the responder is ready

  @Override
  public Integer call() {
    Replay replay =
        context
            .replays()
            .startReplay(
                StartReplayRequest.newBuilder()
                    .setSnapshot(target.snapshot)
                    .setSnapshotVersion(version)
                    .setMode(ReplayMode.REPLAY_MODE_RESPONDER_ONLY)
                    .setTestConfigJson(load.testConfigJson(spec))
                    .setResponderPort(target.responderPort)
                    .build());
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> cancel(replay.getId()), "stop-responder"));
    try (var progress = Progress.onStandardError()) {
      new ReplayWatch(context, progress, change -> onChange(change, progress))
          .untilEnd(replay.getId());
    } finally {
      if (application != null) {
        application.close();
      }
    }
    return 0;
  }

  private void onChange(Replay replay, Progress progress) {
    if (replay.getPhase() != ReplayPhase.REPLAY_PHASE_RUNNING || application != null) {
      return;
    }
    var environment = environment(replay);
    if (target.command().isEmpty()) {
      progress.say("The mocks are ready. Start your application with:");
      environment.forEach((name, value) -> progress.say("  export " + name + "='" + value + "'"));
      return;
    }
    var started = ChildApplication.start(target.command(), environment, target.appLog());
    started.whenEnded(() -> cancel(replay.getId()));
    application = started;
  }

  private Map<String, String> environment(Replay replay) {
    var responder = replay.getResponder();
    return ProxyEnvironment.of(
        responder.getHost(),
        responder.getPort(),
        responder.getCaCertificatePem(),
        context.home().resolve("trust"));
  }

  private void cancel(String id) {
    Object _ = context.replays().cancelReplay(CancelReplayRequest.newBuilder().setId(id).build());
  }
}
