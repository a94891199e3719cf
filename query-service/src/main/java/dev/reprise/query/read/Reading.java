// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.read;

import dev.reprise.warehouse.WarehouseAddress;
import dev.reprise.warehouse.query.PairKin;
import dev.reprise.warehouse.query.PairReader;
import dev.reprise.warehouse.query.PairSearch;
import dev.reprise.warehouse.query.QueryLimits;
import dev.reprise.warehouse.query.TrafficFacets;
import dev.reprise.warehouse.query.TrafficFigures;
import dev.reprise.warehouse.query.TrafficSeries;
import dev.reprise.warehouse.query.Warehouse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Connects the warehouse's readers with this service's configuration. */
@ApplicationScoped
public class Reading {

  @Produces
  @Singleton
  Warehouse warehouse(WarehouseConfig config) {
    return new Warehouse(
        WarehouseAddress.parse(config.url(), config.user(), config.password().orElse("")),
        new QueryLimits(
            config.maxQueries(),
            config.patience(),
            config.timeLimit(),
            (long) config.memoryMib() << 20));
  }

  void close(@Disposes Warehouse warehouse) {
    warehouse.close();
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
  PairSearch search(Warehouse warehouse, PairReader reader) {
    return new PairSearch(warehouse, reader);
  }

  @Produces
  @Singleton
  TrafficFigures figures(Warehouse warehouse, Clock clock) {
    return new TrafficFigures(warehouse, clock);
  }

  @Produces
  @Singleton
  TrafficSeries series(Warehouse warehouse, Clock clock) {
    return new TrafficSeries(warehouse, clock);
  }

  @Produces
  @Singleton
  TrafficFacets facets(Warehouse warehouse, Clock clock) {
    return new TrafficFacets(warehouse, clock);
  }

  @Produces
  @Singleton
  PairKin kin(Warehouse warehouse) {
    return new PairKin(warehouse);
  }
}
