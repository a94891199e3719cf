// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.traffic;

import dev.reprise.proto.query.v1.Selection;
import java.time.Clock;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options by which commands choose pairs to look at. */
final class SelectionOptions {

  @Mixin private FilterOptions filter = new FilterOptions();
  @Mixin private TimeOptions time = new TimeOptions();

  @Option(
      names = "--replay",
      defaultValue = "",
      paramLabel = "ID",
      description = "Only pairs seen in this replay.")
  private String replayId = "";

  /** What the services understand. */
  Selection selection(Clock clock) {
    return Selection.newBuilder()
        .setFilter(filter.filter())
        .setFromNanos(time.fromNanos(clock))
        .setToNanos(time.toNanos(clock))
        .setReplayId(replayId)
        .setIncludeReplays(filter.isWithReplays())
        .build();
  }
}
