// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.snapshot;

import dev.reprise.cli.context.CommandContext;
import dev.reprise.command.CountConverter;
import dev.reprise.proto.snapshot.v1.SetSlicesRequest;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Switches slices on and off. */
@Command(
    name = "slices",
    mixinStandardHelpOptions = true,
    description = {
      "Switches on and off what is replayed or mocked.",
      "Makes a new version; the old one stays. 'reprise snapshot show' names the slices."
    },
    footerHeading = "%nExample:%n",
    footer = "  reprise snapshot slices shop --disable out:payment.shop.test")
final class SnapshotSlicesCommand implements Runnable {

  private static final int NEWEST = 0;

  @Mixin private CommandContext context = new CommandContext();

  @Parameters(paramLabel = "NAME", description = "The snapshot.")
  private String name = "";

  @Option(
      names = "--snapshot-version",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "Which version to start from (default: the newest).")
  private Optional<Integer> version = Optional.empty();

  @Option(names = "--enable", paramLabel = "SLICE", description = "Switch this slice on.")
  private List<String> enable = List.of();

  @Option(names = "--disable", paramLabel = "SLICE", description = "Switch this slice off.")
  private List<String> disable = List.of();

  @Override
  public void run() {
    SnapshotBuild.show(
        context,
        context
            .snapshots()
            .setSlices(
                SetSlicesRequest.newBuilder()
                    .setName(name)
                    .setVersion(version.orElse(NEWEST))
                    .addAllEnable(enable)
                    .addAllDisable(disable)
                    .build()));
  }
}
