// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.snapshot;

import dev.reprise.cli.context.CommandContext;
import dev.reprise.cli.traffic.SelectionOptions;
import dev.reprise.proto.snapshot.v1.RefreshSnapshotRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Cuts the next version of a snapshot. */
@Command(
    name = "refresh",
    mixinStandardHelpOptions = true,
    description = {
      "Cuts the next version from newer traffic by the same filter, so that a suite is made anew, never edited.",
      "The versions before it stay."
    },
    footerHeading = "%nExample:%n",
    footer = "  reprise snapshot refresh shop --from 1h")
final class SnapshotRefreshCommand implements Runnable {

  @Mixin private CommandContext context = new CommandContext();
  @Mixin private SelectionOptions selection = new SelectionOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "NAME", description = "The snapshot.")
  private String name = "";

  @Override
  public void run() {
    if (!selection.filter().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "refresh keeps the filter of the snapshot, so --filter does not go with it. "
              + "Cut another snapshot with 'reprise snapshot create' instead.");
    }
    var snapshot =
        SnapshotProgressView.follow(
            context
                .snapshots()
                .refreshSnapshot(
                    RefreshSnapshotRequest.newBuilder()
                        .setName(name)
                        .setFromNanos(selection.fromNanos())
                        .setToNanos(selection.toNanos())
                        .build()));
    SnapshotView.print(context.printer(), snapshot);
  }
}
