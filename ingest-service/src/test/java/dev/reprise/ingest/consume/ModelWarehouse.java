// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.consume;

import dev.reprise.traffic.pair.PairId;
import dev.reprise.warehouse.WarehouseAddress;
import dev.reprise.warehouse.WarehouseException;
import dev.reprise.warehouse.write.GapRow;
import dev.reprise.warehouse.write.LogPlace;
import dev.reprise.warehouse.write.PairRow;
import dev.reprise.warehouse.write.PairStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * The warehouse as far as exactly-once rests on it: a part for each day, each known by the token;
 * an insert may land in part, land late, or land without an answer. The engine notes a part's token
 * before it adds the part, and may be killed between the two.
 */
final class ModelWarehouse implements PairStore {

  private static final WarehouseAddress ADDRESS =
      WarehouseAddress.parse("jdbc:clickhouse://model/db", "", "");
  private static final long DAY_NANOS = 86_400_000_000_000L;

  final List<PairRow> pairs = new ArrayList<>();
  final List<GapRow> gaps = new ArrayList<>();
  long watermark = -1;

  private final Mishaps mishaps;
  private final Set<String> parts = new HashSet<>();
  private final List<Runnable> late = new ArrayList<>();

  ModelWarehouse(Mishaps mishaps) {
    this.mishaps = mishaps;
  }

  @Override
  public void insert(String token, List<PairRow> pairRows, List<GapRow> gapRows) {
    mishaps.here();
    if (mishaps.happens()) {
      late.add(() -> land(token, pairRows, gapRows, false));
      throw unanswered();
    }
    if (mishaps.happens()) {
      landLate();
    }
    land(token, pairRows, gapRows, true);
    mishaps.here();
    if (mishaps.happens()) {
      throw unanswered();
    }
  }

  /** What was sent and not answered arrives now. */
  void landLate() {
    var arriving = List.copyOf(late);
    late.clear();
    for (Runnable insert : arriving) {
      try {
        insert.run();
      } catch (WarehouseException _) {
        // Nobody waits for its answer.
      }
    }
  }

  private void land(
      String token, List<PairRow> pairRows, List<GapRow> gapRows, boolean mayBeKilled) {
    var days = new TreeMap<Long, List<PairRow>>();
    for (PairRow row : pairRows) {
      days.computeIfAbsent(row.pair().timing().startNanos() / DAY_NANOS, _ -> new ArrayList<>())
          .add(row);
    }
    for (var day : days.entrySet()) {
      if (parts.add(token + "/" + day.getKey())) {
        engineMayBeKilled();
        pairs.addAll(day.getValue());
      }
      if (mayBeKilled) {
        mishaps.here();
      }
    }
    if (!gapRows.isEmpty() && parts.add(token + "/gaps")) {
      engineMayBeKilled();
      gaps.addAll(gapRows);
    }
  }

  private void engineMayBeKilled() {
    if (mishaps.happens()) {
      throw unanswered();
    }
  }

  @Override
  public Set<PairId> stored(int partition, long firstOffset, long lastOffset) {
    mishaps.here();
    if (mishaps.happens()) {
      throw unanswered();
    }
    var stored = new HashSet<PairId>();
    pairs.stream()
        .filter(row -> isWithin(row.place(), firstOffset, lastOffset))
        .forEach(row -> stored.add(row.pair().id()));
    gaps.stream()
        .filter(row -> isWithin(row.place(), firstOffset, lastOffset))
        .forEach(row -> stored.add(row.gap().id()));
    return stored;
  }

  private static boolean isWithin(LogPlace place, long firstOffset, long lastOffset) {
    return place.offset() >= firstOffset && place.offset() <= lastOffset;
  }

  @Override
  public Map<String, Long> highestSequences(
      int partition, long belowOffset, Collection<String> captures) {
    mishaps.here();
    if (mishaps.happens()) {
      throw unanswered();
    }
    var highest = new HashMap<String, Long>();
    for (PairRow row : pairs) {
      var id = row.pair().id();
      if (row.place().offset() < belowOffset && captures.contains(id.captureId())) {
        highest.merge(id.captureId(), id.sequence(), Math::max);
      }
    }
    for (GapRow row : gaps) {
      var id = row.gap().id();
      if (row.place().offset() < belowOffset && captures.contains(id.captureId())) {
        highest.merge(id.captureId(), id.sequence(), Math::max);
      }
    }
    return highest;
  }

  @Override
  public void noteWatermark(int partition, long offset) {
    mishaps.here();
    watermark = Math.max(watermark, offset);
  }

  @Override
  public OptionalLong watermark(int partition) {
    return watermark < 0 ? OptionalLong.empty() : OptionalLong.of(watermark);
  }

  private static WarehouseException unanswered() {
    return WarehouseException.unanswered(ADDRESS, new IOException("no answer"));
  }
}
