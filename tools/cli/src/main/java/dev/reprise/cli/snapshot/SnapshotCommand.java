// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.snapshot;

import picocli.CommandLine.Command;

/** Groups the commands about snapshots. */
@Command(
    name = "snapshot",
    mixinStandardHelpOptions = true,
    description = "Cuts snapshots from recorded traffic, and shows what is in them.",
    subcommands = {
      SnapshotCreateCommand.class,
      SnapshotRefreshCommand.class,
      SnapshotListCommand.class,
      SnapshotShowCommand.class,
      SnapshotSlicesCommand.class,
      SnapshotDeleteCommand.class
    })
public final class SnapshotCommand {}
