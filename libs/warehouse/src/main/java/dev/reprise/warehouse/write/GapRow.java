// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.write;

import dev.reprise.traffic.pair.Gap;
import java.util.List;

/**
 * What was dropped, on its way into its table.
 *
 * @param gap what is missing
 * @param place where in the log it came from
 */
public record GapRow(Gap gap, LogPlace place) {

  /** The columns, in the table's order. */
  static final List<Column<GapRow>> COLUMNS =
      List.of(
          Column.text("capture_id", row -> row.gap.id().captureId()),
          Column.uint64("sequence", row -> row.gap.id().sequence()),
          Column.uint32("log_partition", row -> row.place.partition()),
          Column.uint64("log_offset", row -> row.place.offset()),
          Column.word("service", row -> row.gap.service()),
          Column.uint64("dropped_pairs", row -> row.gap.droppedPairs()),
          Column.uint64("dropped_bytes", row -> row.gap.droppedBytes()),
          Column.time("from_time", row -> row.gap.fromNanos()),
          Column.time("to_time", row -> row.gap.toNanos()),
          Column.word("reason", row -> row.gap.reason()));
}
