// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.store;

import dev.reprise.warehouse.WarehouseAddress;
import dev.reprise.warehouse.WarehouseClient;
import dev.reprise.warehouse.query.PairReader;
import dev.reprise.warehouse.query.QueryLimits;
import dev.reprise.warehouse.query.TrafficFigures;
import dev.reprise.warehouse.query.Warehouse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** Makes the warehouse's readers from the settings. */
@ApplicationScoped
class WarehouseBeans {

  // The server ends a statement at its limit; only a server that is gone is waited for longer.
  private static final Duration BEYOND_THE_SERVERS_LIMIT = Duration.ofSeconds(10);

  @Produces
  @Singleton
  WarehouseClient client(QueryConfig config) {
    var warehouse = config.warehouse();
    return new WarehouseClient(
        WarehouseAddress.parse(
            warehouse.url(), warehouse.user(), warehouse.password().orElse("")),
        config.limits().time().plus(BEYOND_THE_SERVERS_LIMIT));
  }

  void close(@Disposes WarehouseClient client) {
    client.close();
  }

  @Produces
  @Singleton
  Warehouse warehouse(WarehouseClient client, QueryConfig config) {
    var limits = config.limits();
    return new Warehouse(
        client,
        new QueryLimits(
            limits.concurrent(), limits.patience(), limits.time(), limits.memoryBytes()));
  }

  @Produces
  @Singleton
  PairReader reader(Warehouse warehouse, Clock clock) {
    return new PairReader(warehouse, clock);
  }

  @Produces
  @Singleton
  TrafficFigures figures(Warehouse warehouse, Clock clock) {
    return new TrafficFigures(warehouse, clock);
  }

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }
}
