// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest;

import dev.reprise.warehouse.WarehouseAddress;
import dev.reprise.warehouse.WarehouseClient;
import dev.reprise.warehouse.schema.Migrator;
import dev.reprise.warehouse.write.ClickHousePairStore;
import dev.reprise.warehouse.write.PairStore;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the warehouse's writing side from settings. */
@Singleton
class WarehouseBeans {

  @Produces
  @Singleton
  WarehouseClient client(WarehouseSettings settings) {
    var address =
        WarehouseAddress.parse(settings.url(), settings.user(), settings.password().orElse(""));
    return new WarehouseClient(address, settings.answerLimit());
  }

  void close(@Disposes WarehouseClient client) {
    client.close();
  }

  @Produces
  @Singleton
  PairStore store(WarehouseClient client, WarehouseSettings settings) {
    return new ClickHousePairStore(client, settings.cluster().isPresent());
  }

  @Produces
  @Singleton
  Migrator migrator(WarehouseClient client, WarehouseSettings settings) {
    return new Migrator(client, settings.cluster());
  }
}
