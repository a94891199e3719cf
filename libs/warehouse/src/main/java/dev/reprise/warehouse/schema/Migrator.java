// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.schema;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import dev.reprise.warehouse.WarehouseClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Brings a warehouse's schema up to what this version of Reprise needs.
 *
 * <p>ClickHouse has no transactions and no lock for this, so safety rests on a rule: every
 * statement of a migration may be run twice ({@code IF NOT EXISTS} and the like). Then services
 * that start at once, and a service that was killed half-way, only do again what is done already.
 *
 * <p><b>Threads:</b> blocking.
 */
public final class Migrator {

  private static final String JOURNAL = "schema_migrations";

  private final WarehouseClient client;
  private final Optional<String> cluster;
  private final List<Migration> migrations;

  /**
   * @param cluster the name of the cluster whose servers share the tables; empty for one server
   */
  public Migrator(WarehouseClient client, Optional<String> cluster) {
    this(client, cluster, Migration.shipped());
  }

  Migrator(WarehouseClient client, Optional<String> cluster, List<Migration> migrations) {
    this.client = client;
    this.cluster = cluster;
    this.migrations = migrations;
  }

  /**
   * Applies what was not applied yet.
   *
   * @return the names of what was applied now
   * @throws AppException if an applied migration is not the one of this version, or the schema is
   *     newer than this version knows
   */
  public List<String> migrate() {
    var onCluster = cluster.map(name -> "ON CLUSTER '" + name + "'").orElse("");
    client.createDatabase(onCluster);
    client.run(journal(onCluster));
    var applied = applied();
    check(applied);
    var missing = migrations.stream().filter(each -> !applied.containsKey(each.version())).toList();
    missing.forEach(this::apply);
    return missing.stream().map(Migration::name).toList();
  }

  private String journal(String onCluster) {
    return """
    CREATE TABLE IF NOT EXISTS %s %s
    (version UInt32, name String, checksum String, applied_at DateTime64(3, 'UTC'))
    ENGINE = %sReplacingMergeTree ORDER BY version\
    """
        .formatted(JOURNAL, onCluster, cluster.isPresent() ? "Replicated" : "");
  }

  private Map<Integer, String> applied() {
    var applied = new TreeMap<Integer, String>();
    for (var row :
        client.ask(
            "SELECT version, any(checksum) FROM " + JOURNAL + " GROUP BY version", Map.of())) {
      applied.put(Integer.parseInt(row.get(0)), row.get(1));
    }
    return applied;
  }

  private void check(Map<Integer, String> applied) {
    var known = new HashMap<Integer, Migration>();
    migrations.forEach(each -> known.put(each.version(), each));
    applied.forEach((version, checksum) -> {
      var ours = known.get(version);
      if (ours == null) {
        throw refusal(
            "SCHEMA_TOO_NEW",
            "has migration %d, which this version of Reprise does not know".formatted(version),
            "Run a version of Reprise that is not older than the one that migrated it.");
      }
      if (!ours.checksum().equals(checksum)) {
        throw refusal(
            "SCHEMA_CHANGED",
            "was migrated by another text of %s than the one shipped".formatted(ours.name()),
            "Applied migrations never change: restore the file, or use another database.");
      }
    });
  }

  private AppException refusal(String code, String what, String remedy) {
    return new AppException(
        ErrorKind.CONFLICT,
        code,
        "The warehouse's schema cannot be brought up to date: database '%s' %s."
            .formatted(client.address().database(), what),
        remedy);
  }

  private void apply(Migration migration) {
    migration.statements(cluster).forEach(client::run);
    client.run(
        "INSERT INTO "
            + JOURNAL
            + " SELECT {version:UInt32}, {name:String}, {checksum:String}, now64(3)",
        Map.of(
            "version", String.valueOf(migration.version()),
            "name", migration.name(),
            "checksum", migration.checksum()));
  }
}
