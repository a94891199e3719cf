// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.replay;

import dev.reprise.cli.context.CommandContext;
import dev.reprise.cli.output.Progress;
import dev.reprise.command.ExitStatus;
import dev.reprise.proto.replay.v1.Replay;
import dev.reprise.proto.replay.v1.ReplayMode;
import dev.reprise.proto.replay.v1.ReplayPhase;
import dev.reprise.proto.replay.v1.ReportSutReadyRequest;
import dev.reprise.proto.replay.v1.StartReplayRequest;
import dev.reprise.traffic.report.Report;
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
      "Replays a snapshot against an application, and judges it.",
      "Sends the recorded requests, answers the application's own calls from the recording, "
          + "and compares every answer. Exits 0 only when every goal held, 1 when one did not."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  reprise replay shop --app-port 8080 -- java -jar shop.jar",
      "  reprise replay shop --target http://127.0.0.1:8080 --no-mocks --config load.yaml"
    })
public final class ReplayCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private CommandContext context = new CommandContext();
  @Mixin private TargetOptions target = new TargetOptions();
  @Mixin private LoadOptions load = new LoadOptions();
  @Mixin private ReportFiles files = new ReportFiles();

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
    var request = request();
    Replay ended;
    try (var progress = context.progress();
        var replay = RunningReplay.start(context, progress, request);
        var sut = new SutDuringReplay(context, target, progress)) {
      ended =
          replay.untilEnd(change -> {
            if (change.getPhase() == ReplayPhase.REPLAY_PHASE_WAITING_FOR_SUT
                && request.getWaitForSut()) {
              start(sut, change, progress);
            }
          });
    }
    return conclude(ended);
  }

  private void start(SutDuringReplay sut, Replay replay, Progress progress)
      throws InterruptedException {
    if (sut.start(replay)) {
      sut.whenEnded(() -> progress.say("The application has ended by itself, before the replay."));
      Object _ =
          context
              .replays()
              .reportSutReady(ReportSutReadyRequest.newBuilder().setId(replay.getId()).build());
    }
  }

  private StartReplayRequest request() {
    return StartReplayRequest.newBuilder()
        .setSnapshot(target.snapshot())
        .setSnapshotVersion(target.version())
        .setMode(
            isWithoutMocks ? ReplayMode.REPLAY_MODE_GENERATOR_ONLY : ReplayMode.REPLAY_MODE_FULL)
        .setTestConfigJson(load.testConfigJson(spec))
        .setTarget(targetUrl())
        .setResponderPort(target.responderPort())
        .setWaitForSut(!target.command().isEmpty())
        .setBuildTag(buildTag)
        .build();
  }

  private String targetUrl() {
    return url.or(() -> target.address().map(address -> "http://" + address))
        .orElseThrow(() ->
            new ParameterException(
                spec.commandLine(),
                "Where is the application? Give --app-port PORT for one on this machine, or --target URL."));
  }

  /** A replay that came to no verdict may have left a report all the same, which tells why. */
  private int conclude(Replay ended) {
    var report = ReportView.find(context, ended.getId());
    report.ifPresent(this::show);
    return switch (ended.getPhase()) {
      case REPLAY_PHASE_PASSED -> ExitStatus.OK;
      case REPLAY_PHASE_FAILED -> ExitStatus.GOALS_MISSED;
      default -> throw ReportView.noVerdict(ended);
    };
  }

  private void show(Report report) {
    files.write(report);
    ReportView.print(context.printer(), report);
  }
}
