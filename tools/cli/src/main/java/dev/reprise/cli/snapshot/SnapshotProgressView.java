// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.snapshot;

import dev.reprise.cli.output.Progress;
import dev.reprise.proto.snapshot.v1.Snapshot;
import dev.reprise.proto.snapshot.v1.SnapshotProgress;
import java.util.Iterator;

/** Follows a snapshot being built, and gives it back. */
final class SnapshotProgressView {

  private SnapshotProgressView() {}

  static Snapshot follow(Iterator<SnapshotProgress> stream) {
    Snapshot snapshot = Snapshot.getDefaultInstance();
    try (var progress = Progress.onStandardError()) {
      while (stream.hasNext()) {
        var step = stream.next();
        progress.at(step.getStage(), step.getPairsDone(), step.getPairsTotal(), "pairs");
        if (step.hasSnapshot()) {
          snapshot = step.getSnapshot();
        }
      }
    }
    return snapshot;
  }
}
