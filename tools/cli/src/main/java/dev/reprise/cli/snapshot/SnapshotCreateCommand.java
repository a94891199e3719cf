// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.snapshot;

import dev.reprise.cli.context.CommandContext;
import dev.reprise.cli.traffic.FilterOptions;
import dev.reprise.cli.traffic.TimeOptions;
import dev.reprise.proto.snapshot.v1.CreateSnapshotRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Cuts a snapshot. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    description = "Cuts a snapshot from the pairs a filter and a time range choose.",
    footerHeading = "%nExample:%n",
    footer = "  reprise snapshot create shop-friday --filter 'service = \"shop\"' --from 1h")
final class SnapshotCreateCommand implements Runnable {

  @Mixin private CommandContext context = new CommandContext();
  @Mixin private FilterOptions filter = new FilterOptions();
  @Mixin private TimeOptions time = new TimeOptions();

  @Parameters(
      paramLabel = "NAME",
      description = "Lower-case letters, digits, '-' and '.', at most 63; not taken yet.")
  private String name = "";

  @Override
  public void run() {
    var clock = context.environment().clock();
    SnapshotBuild.show(
        context,
        context
            .snapshots()
            .createSnapshot(
                CreateSnapshotRequest.newBuilder()
                    .setName(name)
                    .setFilter(filter.filter())
                    .setFromNanos(time.fromNanos(clock))
                    .setToNanos(time.toNanos(clock))
                    .setIncludeReplays(filter.isWithReplays())
                    .build()));
  }
}
