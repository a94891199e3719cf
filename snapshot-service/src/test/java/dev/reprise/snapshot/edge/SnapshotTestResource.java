// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.snapshot.edge;

import dev.reprise.fixtures.Backends;
import dev.reprise.fixtures.PostgresDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL, a directory, and a query-service with pairs in memory. */
public final class SnapshotTestResource implements QuarkusTestResourceLifecycleManager {

  private @Nullable PostgresDatabase database;
  private @Nullable FakeQueryService query;
  private @Nullable Path store;

  @Override
  public Map<String, String> start() {
    try {
      database = Backends.postgres().freshDatabase();
      query = new FakeQueryService();
      store = Files.createTempDirectory("snapshots");
      return Map.of(
          "quarkus.datasource.reactive.url", database.url(),
          "quarkus.datasource.username", database.user(),
          "quarkus.datasource.password", database.password(),
          "reprise.query.address", "127.0.0.1:" + query.port(),
          "reprise.snapshot.store", store.toString(),
          "quarkus.http.test-port", "0");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void inject(Object test) {
    if (test instanceof SnapshotServiceIT it && query != null && store != null) {
      it.use(query, store);
    }
  }

  @Override
  public void stop() {
    if (query != null) {
      query.close();
    }
    if (database != null) {
      database.close();
    }
    if (store != null) {
      remove(store);
    }
  }

  private static void remove(Path directory) {
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
