// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.snapshot;

import dev.reprise.cli.context.CommandContext;
import dev.reprise.proto.snapshot.v1.DeleteSnapshotRequest;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes a snapshot. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    description = "Deletes a snapshot with all its versions, or one version.")
final class SnapshotDeleteCommand implements Runnable {

  @Mixin private CommandContext context = new CommandContext();

  @Parameters(paramLabel = "NAME", description = "The snapshot.")
  private String name = "";

  @Option(
      names = "--snapshot-version",
      defaultValue = "0",
      paramLabel = "N",
      description = "Only this version.")
  private int version;

  @Override
  public void run() {
    var answer =
        context
            .snapshots()
            .deleteSnapshot(
                DeleteSnapshotRequest.newBuilder().setName(name).setVersion(version).build());
    context.printer().detail(Map.of("versions_deleted", answer.getVersionsDeleted()));
  }
}
