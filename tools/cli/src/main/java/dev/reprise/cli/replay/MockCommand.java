// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.replay;

import dev.reprise.cli.context.CommandContext;
import dev.reprise.cli.output.Printer;
import dev.reprise.cli.output.Progress;
import dev.reprise.command.ExitStatus;
import dev.reprise.proto.replay.v1.Replay;
import dev.reprise.proto.replay.v1.ReplayMode;
import dev.reprise.proto.replay.v1.ReplayPhase;
import dev.reprise.proto.replay.v1.StartReplayRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Serves a snapshot's mocks for as long as somebody needs them. */
@Command(
    name = "mock",
    mixinStandardHelpOptions = true,
    description = {
      "Answers an application's outbound calls from a snapshot.",
      "For development, or tests of your own. With a COMMAND, starts it with proxy and trust "
          + "settings, and ends with it and its exit status; without, prints the settings and "
          + "serves until interrupted (Ctrl-C)."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  reprise mock shop -- npm start",
      "  reprise mock shop -- mvn verify           # your own tests, their dependencies mocked",
      "  reprise mock shop --output json           # the settings for programs"
    })
public final class MockCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private CommandContext context = new CommandContext();
  @Mixin private TargetOptions target = new TargetOptions();
  @Mixin private LoadOptions load = new LoadOptions();

  private boolean isServing;

  @Override
  public Integer call() throws InterruptedException {
    var request = request();
    try (var progress = context.progress();
        var replay = RunningReplay.start(context, progress, request);
        var sut = new SutDuringReplay(context, target, progress)) {
      Replay ended =
          replay.untilEnd(change -> {
            if (change.getPhase() == ReplayPhase.REPLAY_PHASE_RUNNING && !isServing) {
              isServing = true;
              serve(replay, change, sut, progress);
            }
          });
      return conclude(ended, sut, progress);
    }
  }

  private StartReplayRequest request() {
    return StartReplayRequest.newBuilder()
        .setSnapshot(target.snapshot())
        .setSnapshotVersion(target.version())
        .setMode(ReplayMode.REPLAY_MODE_RESPONDER_ONLY)
        .setTestConfigJson(load.testConfigJson(spec))
        .setResponderPort(target.responderPort())
        .build();
  }

  private void serve(RunningReplay replay, Replay ready, SutDuringReplay sut, Progress progress)
      throws InterruptedException {
    if (target.command().isEmpty()) {
      progress.say("The mocks are ready, until interrupted (Ctrl-C). Start your application with:");
      print(context.printer(), ready, sut.environment(ready));
    } else {
      sut.start(ready);
      sut.whenEnded(replay::cancel);
    }
  }

  private static void print(Printer printer, Replay ready, Map<String, String> environment) {
    if (printer.isForPeople()) {
      environment.forEach((name, value) ->
          printer.text("export %s='%s'".formatted(name, value.replace("'", "'\\''"))));
      return;
    }
    var facts = new LinkedHashMap<String, Object>();
    facts.put("replay", ready.getId());
    facts.put("host", ready.getResponder().getHost());
    facts.put("port", ready.getResponder().getPort());
    facts.put("environment", environment);
    printer.detail(facts);
  }

  private static int conclude(Replay ended, SutDuringReplay sut, Progress progress) {
    if (ended.getPhase() == ReplayPhase.REPLAY_PHASE_ERROR) {
      throw ReportView.noVerdict(ended);
    }
    progress.say(
        "%d calls were answered from the recording, %d were not in it. See: reprise report show %s"
            .formatted(
                ended.getProgress().getMockMatches(),
                ended.getProgress().getMockMisses(),
                ended.getId()));
    return sut.status().orElse(ExitStatus.OK);
  }
}
