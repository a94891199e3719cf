// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.query;

import dev.reprise.traffic.pair.Gap;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.warehouse.TestDatabase;
import dev.reprise.warehouse.WarehouseAddress;
import dev.reprise.warehouse.schema.Migrator;
import dev.reprise.warehouse.write.ClickHousePairStore;
import dev.reprise.warehouse.write.GapRow;
import dev.reprise.warehouse.write.LogPlace;
import dev.reprise.warehouse.write.PairRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Pairs in tables of a test's own on the real engine, gone when the test is over. */
public final class StoredPairs implements AutoCloseable {

  private final TestDatabase database = TestDatabase.create();
  private final ClickHousePairStore store = new ClickHousePairStore(database.client());

  private final Warehouse warehouse = new Warehouse(database.client().address(), QueryLimits.LOCAL);

  private StoredPairs() {
    database.client().createDatabase("");
    new Migrator(database.client(), Optional.empty()).migrate();
  }

  public static StoredPairs none() {
    return new StoredPairs();
  }

  /** Where they are, for a warehouse with limits of its own. */
  public WarehouseAddress address() {
    return database.client().address();
  }

  /** Closed with this. */
  public Warehouse warehouse() {
    return warehouse;
  }

  /** Inserts pairs; the first is at the given offset of partition 0, each on the next. */
  public void insert(long firstOffset, List<RRPair> pairs) {
    var rows = new ArrayList<PairRow>();
    for (int i = 0; i < pairs.size(); i++) {
      rows.add(new PairRow(pairs.get(i), new LogPlace(0, firstOffset + i)));
    }
    store.insert(UUID.randomUUID().toString(), rows, List.of());
  }

  public void insert(Gap gap, long offset) {
    store.insert(
        UUID.randomUUID().toString(), List.of(), List.of(new GapRow(gap, new LogPlace(0, offset))));
  }

  public void noteWatermark(int partition, long offset) {
    store.noteWatermark(partition, offset);
  }

  @Override
  public void close() {
    warehouse.close();
    database.close();
  }
}
