// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.replay;

import dev.reprise.cli.context.CommandContext;
import dev.reprise.cli.output.Progress;
import dev.reprise.proto.replay.v1.Replay;
import dev.reprise.proto.replay.v1.WatchReplayRequest;
import java.util.Locale;
import java.util.function.Consumer;

/** Follows a replay until it has ended, showing how far it is. */
final class ReplayWatch {

  private final CommandContext context;
  private final Progress progress;
  private final Consumer<Replay> onChange;

  ReplayWatch(CommandContext context, Progress progress, Consumer<Replay> onChange) {
    this.context = context;
    this.progress = progress;
    this.onChange = onChange;
  }

  /** Gives the last state; calls the listener on this thread at each change. */
  Replay untilEnd(String id) {
    var last = Replay.getDefaultInstance();
    var changes = context.replays().watchReplay(WatchReplayRequest.newBuilder().setId(id).build());
    while (changes.hasNext()) {
      last = changes.next();
      show(last);
      onChange.accept(last);
    }
    return last;
  }

  private void show(Replay replay) {
    var figures = replay.getProgress();
    String phase =
        replay.getPhase().name().substring("REPLAY_PHASE_".length()).toLowerCase(Locale.ROOT);
    progress.at(
        "replay " + replay.getId() + " " + phase.replace('_', ' '),
        figures.getRequestsDone(),
        figures.getRequestsPlanned(),
        "requests, %d failed; mocks: %d matched, %d missed"
            .formatted(
                figures.getRequestsFailed(), figures.getMockMatches(), figures.getMockMisses()));
  }
}
