// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.snapshot;

import dev.reprise.cli.context.CommandContext;
import dev.reprise.command.CountConverter;
import dev.reprise.proto.snapshot.v1.GetSnapshotRequest;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one snapshot and how to replay it. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Shows what a snapshot holds, and how to replay it here and in Kubernetes.")
final class SnapshotShowCommand implements Runnable {

  private static final int NEWEST = 0;

  @Mixin private CommandContext context = new CommandContext();

  @Parameters(paramLabel = "NAME", description = "The snapshot.")
  private String name = "";

  @Option(
      names = "--snapshot-version",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "Which version (default: the newest).")
  private Optional<Integer> version = Optional.empty();

  @Override
  public void run() {
    SnapshotView.print(
        context,
        context
            .snapshots()
            .getSnapshot(
                GetSnapshotRequest.newBuilder()
                    .setName(name)
                    .setVersion(version.orElse(NEWEST))
                    .build()));
  }
}
