// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.consume;

import dev.reprise.traffic.pair.PairId;
import dev.reprise.warehouse.write.GapRow;
import dev.reprise.warehouse.write.PairRow;
import java.util.List;
import java.util.Set;

/**
 * What one insert brings into the warehouse.
 *
 * @param pairs in order of the log
 * @param gaps in order of the log
 */
record Rows(List<PairRow> pairs, List<GapRow> gaps) {

  /** Copies both. */
  Rows {
    pairs = List.copyOf(pairs);
    gaps = List.copyOf(gaps);
  }

  int count() {
    return pairs.size() + gaps.size();
  }

  boolean isEmpty() {
    return count() == 0;
  }

  /** Those of them whose ids are not among these. */
  Rows without(Set<PairId> ids) {
    return new Rows(
        pairs.stream().filter(row -> !ids.contains(row.pair().id())).toList(),
        gaps.stream().filter(row -> !ids.contains(row.gap().id())).toList());
  }
}
