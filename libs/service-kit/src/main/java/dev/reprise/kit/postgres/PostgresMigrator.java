// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.kit.postgres;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Brings a service's tables up to date: applies its versioned SQL files in order, each once, in one
 * transaction each, and refuses to go on when an applied file has changed since.
 *
 * <p>Flyway and Liquibase want a JDBC driver, which these reactive services do not have.
 *
 * <p><b>Threads:</b> lazy; emits on the connection's event loop. Several instances may run it at
 * the same time: an advisory lock lets one through at a time.
 */
public final class PostgresMigrator {

  private static final Logger LOG = Logger.getLogger(PostgresMigrator.class);

  private final Pool pool;
  private final String service;
  private final List<Migration> migrations;

  /**
   * A file of SQL.
   *
   * @param name e.g. {@code V001__replays}; the order of names is the order of application
   * @param sql statements, each ended by a semicolon at the end of a line
   */
  public record Migration(String name, String sql) {

    /**
     * Reads a migration that is packaged beside a class as {@code migrations/NAME.sql}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Migration resource(Class<?> beside, String name) {
      try (InputStream in = beside.getResourceAsStream("migrations/" + name + ".sql")) {
        if (in == null) {
          throw new IllegalArgumentException(
              "no migrations/" + name + ".sql is packaged beside " + beside.getName());
        }
        return new Migration(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private String digest() {
      try {
        var sha = MessageDigest.getInstance("SHA-256");
        return HexFormat.of().formatHex(sha.digest(sql.getBytes(StandardCharsets.UTF_8)));
      } catch (NoSuchAlgorithmException e) {
        throw new AssertionError("every JDK has SHA-256", e);
      }
    }
  }

  /**
   * @param service whose tables these are; several services may share a database
   * @param migrations in order
   */
  public PostgresMigrator(Pool pool, String service, List<Migration> migrations) {
    this.pool = pool;
    this.service = service;
    this.migrations = List.copyOf(migrations);
  }

  /** Applies what is missing. Fails with {@link AppException} where an applied file has changed. */
  public Uni<Void> migrate() {
    return pool.withTransaction(connection ->
        connection
            .query("SELECT pg_advisory_xact_lock(7267069)")
            .execute()
            .chain(_ -> createTable(connection))
            .chain(_ -> applied(connection))
            .chain(done -> applyMissing(connection, done)));
  }

  private static Uni<Void> createTable(SqlConnection connection) {
    return connection
        .query(
            """
            CREATE TABLE IF NOT EXISTS schema_migrations (
              service text NOT NULL,
              name text NOT NULL,
              digest text NOT NULL,
              applied_at timestamptz NOT NULL DEFAULT now(),
              PRIMARY KEY (service, name))\
            """)
        .execute()
        .replaceWithVoid();
  }

  private Uni<Map<String, String>> applied(SqlConnection connection) {
    return connection
        .preparedQuery("SELECT name, digest FROM schema_migrations WHERE service = $1")
        .execute(Tuple.of(service))
        .map(rows -> {
          var done = new HashMap<String, String>();
          for (Row row : rows) {
            done.put(row.getString(0), row.getString(1));
          }
          return done;
        });
  }

  private Uni<Void> applyMissing(SqlConnection connection, Map<String, String> done) {
    return Multi.createFrom()
        .iterable(migrations)
        .onItem()
        .transformToUniAndConcatenate(migration -> applyOnce(connection, migration, done))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> applyOnce(
      SqlConnection connection, Migration migration, Map<String, String> done) {
    String known = done.get(migration.name());
    if (known == null) {
      return apply(connection, migration);
    }
    return known.equals(migration.digest())
        ? Uni.createFrom().voidItem()
        : Uni.createFrom().failure(changed(migration));
  }

  private Uni<Void> apply(SqlConnection connection, Migration migration) {
    LOG.infof("Applying a migration: service=%s name=%s", service, migration.name());
    return Multi.createFrom()
        .items(migration.sql().split(";\\s*\\n"))
        .map(String::strip)
        .select()
        .where(statement -> !statement.isEmpty())
        .onItem()
        .transformToUniAndConcatenate(statement -> connection.query(statement).execute())
        .collect()
        .last()
        .chain(_ ->
            connection
                .preparedQuery(
                    "INSERT INTO schema_migrations (service, name, digest) VALUES ($1, $2, $3)")
                .execute(Tuple.of(service, migration.name(), migration.digest())))
        .replaceWithVoid();
  }

  private AppException changed(Migration migration) {
    return new AppException(
        ErrorKind.INTERNAL,
        "MIGRATION_CHANGED",
        "Migration %s of %s was applied to this database with another content."
            .formatted(migration.name(), service),
        "Start the version of the service that wrote the database, or add a new migration.");
  }
}
