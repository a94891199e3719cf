// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.query;

import java.util.Map;

/**
 * How far the warehouse has been filled: of each partition of the log, the highest offset up to
 * which every row is in. A selection that is pinned to one always means the same pairs.
 *
 * @param offsets highest offset by partition
 */
public record Watermark(Map<Integer, Long> offsets) {

  /** Nothing is in yet. */
  public static final Watermark NONE = new Watermark(Map.of());

  /** Copies the map. */
  public Watermark {
    offsets = Map.copyOf(offsets);
  }

  /** Whether everything under this is what was under the other too. */
  public boolean equalsOrPrecedes(Watermark other) {
    return offsets.entrySet().stream()
        .allMatch(entry ->
            entry.getValue() <= other.offsets.getOrDefault(entry.getKey(), Long.MIN_VALUE));
  }
}
