// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.write;

import dev.reprise.traffic.pair.PairId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the road to the warehouse asks of it (docs/adr/0001).
 *
 * <p><b>Threads:</b> any; every method blocks.
 */
public interface PairStore {

  /**
   * Inserts rows, all or nothing a table and day. With a token that was used before it does nothing
   * where the rows are in already, and completes them where only some are; so does a repetition of
   * an insert that was not answered.
   *
   * <p>A single server notes the token of a day's rows just before it adds them. One that is killed
   * between the two knows the token and has no rows, and then passes them over whenever they come
   * with that token: only {@link #stored} tells.
   *
   * @param token names these very rows
   * @throws dev.reprise.warehouse.WarehouseException if it was not answered, or refused; the same
   *     rows may be inserted again with the same token
   */
  void insert(String token, List<PairRow> pairs, List<GapRow> gaps);

  /**
   * Which rows of a partition between two offsets are in, by the ids of their pairs and gaps. It
   * sees all that was answered before.
   *
   * @param firstOffset the lowest offset that counts
   * @param lastOffset the highest
   */
  Set<PairId> stored(int partition, long firstOffset, long lastOffset);

  /**
   * The highest sequence that each capture has in the warehouse at offsets of the partition below
   * one.
   *
   * @return without the captures that have none
   */
  Map<String, Long> highestSequences(int partition, long belowOffset, Collection<String> captures);

  /** Notes that everything of the partition up to an offset is in. */
  void noteWatermark(int partition, long offset);

  /** The highest offset noted for a partition; empty when none was. */
  OptionalLong watermark(int partition);
}
