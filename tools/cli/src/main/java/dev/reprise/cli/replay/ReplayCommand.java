// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.replay;

import dev.reprise.cli.context.CommandContext;
import dev.reprise.cli.output.Progress;
import dev.reprise.proto.replay.v1.CancelReplayRequest;
import dev.reprise.proto.replay.v1.Replay;
import dev.reprise.proto.replay.v1.ReplayMode;
import dev.reprise.proto.replay.v1.ReplayPhase;
import dev.reprise.proto.replay.v1.StartReplayRequest;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Replays a snapshot and says whether its goals held. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Replays a snapshot: sends its inbound requests to the application, answers the application's outbound",
      "calls from the recording, compares, and judges. Exits 0 only when every goal held."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  reprise replay shop --app-port 8080 -- java -jar shop.jar",
      "  reprise replay shop --target http://127.0.0.1:8080 --no-mocks --config load.yaml"
    })
public final class ReplayCommand implements Callable<Integer> {

  private static final int GOALS_MISSED = 1;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private CommandContext context = new CommandContext();
  @Mixin private TargetOptions target = new TargetOptions();
  @Mixin private LoadOptions load = new LoadOptions();
  @Mixin private ReportFiles files = new ReportFiles();

  @Option(
      names = "--snapshot-version",
      defaultValue = "0",
      paramLabel = "N",
      description = "Which version of it (default: the newest).")
  private int version;

  @Option(
      names = "--target",
      paramLabel = "URL",
      description = "The application's address (default: http://127.0.0.1:APP-PORT).")
  private Optional<String> url = Optional.empty();

  @Option(names = "--no-mocks", description = "Let the real dependencies answer.")
  private boolean isWithoutMocks;

  @Option(
      names = "--build-tag",
      defaultValue = "",
      paramLabel = "TEXT",
      description = "Words to find the replay by, e.g. a build number.")
  private String buildTag = "";

  @Override
  public Integer call() throws InterruptedException {
    var replays = context.replays();
    Replay replay = replays.startReplay(request());
    var stopper = new Thread(() -> cancel(replay.getId()), "cancel-replay");
    Runtime.getRuntime().addShutdownHook(stopper);
    Replay ended;
    try (var progress = Progress.onStandardError();
        var sut = new SutDuringReplay(context, target, progress)) {
      ended = new ReplayWatch(context, progress, sut::onChange).untilEnd(replay.getId());
    }
    Runtime.getRuntime().removeShutdownHook(stopper);
    return conclude(ended);
  }

  private StartReplayRequest request() {
    return StartReplayRequest.newBuilder()
        .setSnapshot(target.snapshot)
        .setSnapshotVersion(version)
        .setMode(
            isWithoutMocks ? ReplayMode.REPLAY_MODE_GENERATOR_ONLY : ReplayMode.REPLAY_MODE_FULL)
        .setTestConfigJson(load.testConfigJson(spec))
        .setTarget(targetUrl())
        .setResponderPort(target.responderPort)
        .setWaitForSut(!target.command().isEmpty())
        .setBuildTag(buildTag)
        .build();
  }

  private String targetUrl() {
    if (url.isPresent()) {
      return url.get();
    }
    if (target.appPort == 0) {
      throw new ParameterException(
          spec.commandLine(),
          "Where is the application? Give --app-port PORT for one on this machine, or --target URL.");
    }
    return "http://127.0.0.1:" + target.appPort;
  }

  private int conclude(Replay ended) {
    var report = ReportView.fetch(context, ended.getId());
    files.write(report);
    ReportView.print(context.printer(), report);
    return switch (ended.getPhase()) {
      case REPLAY_PHASE_PASSED -> 0;
      case REPLAY_PHASE_FAILED -> GOALS_MISSED;
      default ->
          throw new AppException(
              ErrorKind.UPSTREAM,
              "REPLAY_NOT_COMPLETED",
              "Replay %s did not come to a verdict: %s"
                  .formatted(ended.getId(), ended.getMessage()),
              "");
    };
  }

  private void cancel(String id) {
    // Only reached when we are interrupted; a replay that has ended takes no notice.
    Object _ = context.replays().cancelReplay(CancelReplayRequest.newBuilder().setId(id).build());
  }

  /** Whether a phase is the last. */
  static boolean isFinal(ReplayPhase phase) {
    return switch (phase) {
      case REPLAY_PHASE_PASSED, REPLAY_PHASE_FAILED, REPLAY_PHASE_CANCELLED, REPLAY_PHASE_ERROR ->
          true;
      default -> false;
    };
  }
}
