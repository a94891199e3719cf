// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.snapshot;

import dev.reprise.cli.context.CommandContext;
import dev.reprise.command.CountConverter;
import dev.reprise.proto.snapshot.v1.DeleteSnapshotRequest;
import java.util.Map;
import java.util.Optional;
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

  private static final int ALL = 0;

  @Mixin private CommandContext context = new CommandContext();

  @Parameters(paramLabel = "NAME", description = "The snapshot.")
  private String name = "";

  @Option(
      names = "--snapshot-version",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "Only this version.")
  private Optional<Integer> version = Optional.empty();

  @Override
  public void run() {
    var answer =
        context
            .snapshots()
            .deleteSnapshot(
                DeleteSnapshotRequest.newBuilder()
                    .setName(name)
                    .setVersion(version.orElse(ALL))
                    .build());
    context.printer().detail(Map.of("versions_deleted", answer.getVersionsDeleted()));
  }
}
