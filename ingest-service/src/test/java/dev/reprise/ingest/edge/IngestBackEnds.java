// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.edge;

import dev.reprise.fixtures.Backends;
import dev.reprise.fixtures.ClickHouseDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Topics and a ClickHouse database of a test's own. */
public final class IngestBackEnds implements QuarkusTestResourceLifecycleManager {

  private @Nullable ClickHouseDatabase database;

  @Override
  public Map<String, String> start() {
    var topics = Backends.kafka().freshTopics();
    var fresh = Backends.clickHouse().freshDatabase();
    database = fresh;
    return Map.of(
        "kafka.bootstrap.servers", topics.bootstrapServers(),
        "reprise.ingest.topic", topics.name("rrpairs"),
        "reprise.warehouse.url", fresh.jdbcUrl(),
        "reprise.warehouse.user", fresh.user(),
        "reprise.warehouse.password", fresh.password(),
        "quarkus.http.test-port", "0");
  }

  @Override
  public void stop() {
    var open = database;
    if (open != null) {
      open.close();
    }
  }
}
