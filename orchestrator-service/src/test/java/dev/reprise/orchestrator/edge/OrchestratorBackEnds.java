// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.edge;

import dev.reprise.fixtures.Backends;
import dev.reprise.fixtures.PostgresDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL database; no other service is there. */
public final class OrchestratorBackEnds implements QuarkusTestResourceLifecycleManager {

  private @Nullable PostgresDatabase database;

  @Override
  public Map<String, String> start() {
    var fresh = Backends.postgres().freshDatabase();
    database = fresh;
    return Map.of(
        "quarkus.datasource.reactive.url", fresh.url(),
        "quarkus.datasource.username", fresh.user(),
        "quarkus.datasource.password", fresh.password(),
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
