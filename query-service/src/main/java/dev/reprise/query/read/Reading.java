// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.read;

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

/** Connects the warehouse's readers with this service's configuration. */
@ApplicationScoped
public class Reading {

  // The server ends a question itself; this only ends waiting for a server that hangs.
  private static final Duration BEYOND_THE_LIMIT = Duration.ofSeconds(10);

  @Produces
  @Singleton
  WarehouseClient client(WarehouseConfig config) {
    return new WarehouseClient(
        WarehouseAddress.parse(config.url(), config.user(), config.password().orElse("")),
        config.timeLimit().plus(BEYOND_THE_LIMIT));
  }

  void close(@Disposes WarehouseClient client) {
    client.close();
  }

  @Produces
  @Singleton
  Warehouse warehouse(WarehouseClient client, WarehouseConfig config) {
    return new Warehouse(
        client,
        new QueryLimits(
            config.maxQueries(),
            config.patience(),
            config.timeLimit(),
            (long) config.memoryMib() << 20));
  }

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
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
}
