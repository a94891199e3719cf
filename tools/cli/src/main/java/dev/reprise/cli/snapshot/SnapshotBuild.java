// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.snapshot;

import dev.reprise.cli.context.CommandContext;
import dev.reprise.proto.snapshot.v1.Snapshot;
import dev.reprise.proto.snapshot.v1.SnapshotProgress;
import java.util.Iterator;

/** Follows a version of a snapshot being built, and shows it. */
final class SnapshotBuild {

  private SnapshotBuild() {}

  static void show(CommandContext context, Iterator<SnapshotProgress> steps) {
    Snapshot snapshot = Snapshot.getDefaultInstance();
    try (var progress = context.progress()) {
      while (steps.hasNext()) {
        var step = steps.next();
        progress.at(step.getStage(), step.getPairsDone(), step.getPairsTotal(), "pairs");
        if (step.hasSnapshot()) {
          snapshot = step.getSnapshot();
        }
      }
    }
    SnapshotView.print(context, snapshot);
  }
}
