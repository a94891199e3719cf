// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.graphql;

import dev.reprise.query.edge.forward.Builds;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** How far a build has come, as the schema shows it. */
@Description("How far the build of a snapshot has come.")
public record SnapshotBuild(
    @NonNull @Description("reading, analysing, writing or done; empty before the first.")
        String stage,
    @Description("How many pairs of this stage are done.") long pairsDone,
    @Description("How many pairs it has; 0 when not known.") long pairsTotal,
    @Description("What was built; null until it is done.") @Nullable Snapshot snapshot,
    @Description("Why there will be no snapshot; null while there may be.")
        @Nullable String failure,
    @NonNull @Description("What to do about the failure; empty without one.") String remedy) {

  static SnapshotBuild of(Builds.State state) {
    var progress = state.progress();
    return new SnapshotBuild(
        progress.getStage(),
        progress.getPairsDone(),
        progress.getPairsTotal(),
        progress.hasSnapshot() ? Snapshot.of(progress.getSnapshot()) : null,
        state.whyNot().map(Throwable::getMessage).orElse(null),
        state.whyNot().map(failure -> failure.remedy()).orElse(""));
  }
}
