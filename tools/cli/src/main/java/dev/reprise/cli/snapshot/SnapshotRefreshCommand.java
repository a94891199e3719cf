// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.snapshot;

import dev.reprise.cli.context.CommandContext;
import dev.reprise.cli.traffic.TimeOptions;
import dev.reprise.proto.snapshot.v1.RefreshSnapshotRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Cuts the next version of a snapshot. */
@Command(
    name = "refresh",
    mixinStandardHelpOptions = true,
    description = {
      "Cuts the next version from newer traffic by the same filter.",
      "A suite is made anew, never edited; the versions before it stay. Without --from it begins "
          + "where the newest version ended."
    },
    footerHeading = "%nExample:%n",
    footer = "  reprise snapshot refresh shop --from 1h")
final class SnapshotRefreshCommand implements Runnable {

  @Mixin private CommandContext context = new CommandContext();
  @Mixin private TimeOptions time = new TimeOptions();

  @Parameters(paramLabel = "NAME", description = "The snapshot.")
  private String name = "";

  @Override
  public void run() {
    var clock = context.environment().clock();
    SnapshotBuild.show(
        context,
        context
            .snapshots()
            .refreshSnapshot(
                RefreshSnapshotRequest.newBuilder()
                    .setName(name)
                    .setFromNanos(time.fromNanos(clock))
                    .setToNanos(time.toNanos(clock))
                    .build()));
  }
}
