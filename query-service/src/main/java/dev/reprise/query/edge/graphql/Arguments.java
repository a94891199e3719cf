// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.graphql;

import dev.reprise.query.read.Selections;
import dev.reprise.warehouse.query.Selection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The arguments by which queries choose pairs: what the schema says of them, and what they mean.
 */
final class Arguments {

  static final String FILTER =
      "The filter language, e.g. service = \"shop\" AND status >= 500; see filterHelp.";
  static final String FROM = "Start time, inclusive.";
  static final String TO = "Start time, exclusive.";
  static final String REPLAYS = "Whether pairs seen during replays count.";
  static final String REPLAY = "Only pairs seen during this replay.";

  private Arguments() {}

  static Selection selection(
      String filter,
      @Nullable Instant from,
      @Nullable Instant to,
      boolean includeReplays,
      String replayId) {
    return Selections.of(filter, Times.nanos(from), Times.nanos(to), includeReplays, replayId);
  }
}
