// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query;

import dev.reprise.fixtures.Backends;
import dev.reprise.fixtures.ClickHouseDatabase;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.warehouse.WarehouseAddress;
import dev.reprise.warehouse.WarehouseClient;
import dev.reprise.warehouse.schema.Migrator;
import dev.reprise.warehouse.write.ClickHousePairStore;
import dev.reprise.warehouse.write.LogPlace;
import dev.reprise.warehouse.write.PairRow;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The shop's traffic in a database of its own on the real engine, and a service set up for it. */
public final class StoredShop implements QuarkusTestResourceLifecycleManager {

  static final String ADMIN = "admin-token";
  static final String EDITOR = "editor-token";
  static final String VIEWER = "viewer-token";

  private static final String NAME = "reprise.test.database";

  private final EchoingReplays replays = new EchoingReplays();
  private @Nullable ClickHouseDatabase database;

  @Override
  public Map<String, String> start() {
    var fresh = Backends.clickHouse().freshDatabase();
    database = fresh;
    // Quarkus sees this class in two class loaders; both store into the same database.
    System.setProperty(NAME, fresh.jdbcUrl());
    try (var client = client()) {
      new Migrator(client, Optional.empty()).migrate();
    }
    store(1, ShopTraffic.pairs());
    return Map.of(
        "reprise.orchestrator.address",
        replays.start(),
        "reprise.warehouse.url",
        fresh.jdbcUrl(),
        "reprise.warehouse.user",
        fresh.user(),
        "reprise.warehouse.password",
        fresh.password(),
        "reprise.token",
        ADMIN,
        "reprise.editor-token",
        EDITOR,
        "reprise.viewer-token",
        VIEWER);
  }

  @Override
  public void stop() {
    replays.stop();
    var open = database;
    if (open != null) {
      open.close();
    }
  }

  /** Stores pairs on offsets from the given one, and moves the watermark behind them. */
  static void store(long firstOffset, List<RRPair> pairs) {
    var rows = new ArrayList<PairRow>();
    for (int i = 0; i < pairs.size(); i++) {
      rows.add(new PairRow(pairs.get(i), new LogPlace(0, firstOffset + i)));
    }
    try (var client = client()) {
      var store = new ClickHousePairStore(client);
      store.insert(UUID.randomUUID().toString(), rows, List.of());
      store.noteWatermark(0, firstOffset + pairs.size() - 1);
    }
  }

  private static WarehouseClient client() {
    var backend = Backends.clickHouse();
    return new WarehouseClient(
        WarehouseAddress.parse(System.getProperty(NAME, ""), backend.user(), backend.password()),
        Duration.ofSeconds(60));
  }
}
