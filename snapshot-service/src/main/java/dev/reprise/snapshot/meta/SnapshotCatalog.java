// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.snapshot.meta;

import dev.reprise.kit.postgres.PostgresMigrator;
import dev.reprise.kit.postgres.PostgresMigrator.Migration;
import dev.reprise.snapshot.version.SelectionRule;
import dev.reprise.snapshot.version.SnapshotVersion;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.Mutiny.Session;

/**
 * The versions of snapshots, in PostgreSQL. Version numbers of a name are given under a lock on its
 * row, so that two builds never share one; an artifact is stored and removed under a lock on its
 * digest, so that it is there as long as a version needs it.
 *
 * <p><b>Threads:</b> every method is lazy, must be subscribed to on a Vert.x context, and emits
 * there.
 */
@Startup
@ApplicationScoped
public class SnapshotCatalog {

  private static final Duration MIGRATION_LIMIT = Duration.ofSeconds(60);

  private final Mutiny.SessionFactory sessions;
  private final Pool pool;
  private final Clock clock = Clock.systemUTC();

  SnapshotCatalog(Mutiny.SessionFactory sessions, Pool pool) {
    this.sessions = sessions;
    this.pool = pool;
  }

  /** Brings the tables up to date. */
  @PostConstruct
  void prepare() {
    // At start-up, on the main thread, before anything is served.
    new PostgresMigrator(
            pool,
            "snapshot-service",
            List.of(
                Migration.resource(SnapshotCatalog.class, "V001__snapshots"),
                Migration.resource(SnapshotCatalog.class, "V002__created_by"),
                Migration.resource(SnapshotCatalog.class, "V003__api_keys")))
        .migrate()
        .await()
        .atMost(MIGRATION_LIMIT);
  }

  /**
   * What a build has made, before it has a number.
   *
   * @param by who asked for it
   */
  public record Draft(
      String name, SelectionRule rule, SnapshotVersion.Artifact artifact, String by) {}

  /**
   * Notes a version under the next number of its name.
   *
   * @param mustBeNew whether the name may have no version yet
   * @param store puts the artifact into the store; called while its digest is locked
   * @return fails with {@code SNAPSHOT_EXISTS} where {@code mustBeNew} does not hold
   */
  public Uni<SnapshotVersion> publish(Draft draft, boolean mustBeNew, Supplier<Uni<Void>> store) {
    return sessions.withTransaction(session ->
        nextVersion(session, draft.name())
            .chain(number -> refuseIfTaken(session, draft.name(), mustBeNew, number))
            .chain(number ->
                lock(session, draft.artifact().digest())
                    .chain(_ -> store.get())
                    .chain(_ -> insert(session, draft, number))));
  }

  private static Uni<Integer> nextVersion(Session session, String name) {
    return session
        .createNativeQuery(
            """
            INSERT INTO snapshot_names (name, last_version) VALUES (:name, 1)
            ON CONFLICT (name) DO UPDATE SET last_version = snapshot_names.last_version + 1
            RETURNING last_version\
            """,
            Integer.class)
        .setParameter("name", name)
        .getSingleResult();
  }

  private static Uni<Integer> refuseIfTaken(
      Session session, String name, boolean mustBeNew, int number) {
    if (!mustBeNew) {
      return Uni.createFrom().item(number);
    }
    return countOf(session, name)
        .map(count -> {
          if (count > 0) {
            throw exists(name);
          }
          return number;
        });
  }

  private static Uni<Long> countOf(Session session, String name) {
    return session
        .createSelectionQuery(
            "select count(s) from SnapshotVersion s where s.name = :name", Long.class)
        .setParameter("name", name)
        .getSingleResult();
  }

  private Uni<SnapshotVersion> insert(Session session, Draft draft, int number) {
    var now = clock.instant();
    long nanos = now.getEpochSecond() * 1_000_000_000 + now.getNano();
    var snapshot =
        new SnapshotVersion(
            draft.name(), number, draft.rule(), draft.artifact(), nanos, draft.by());
    return session.persist(SnapshotEntity.of(snapshot)).replaceWith(snapshot);
  }

  private static Uni<Void> lock(Session session, String digest) {
    return session
        .createNativeQuery("SELECT 1 FROM pg_advisory_xact_lock(:digest)", Integer.class)
        .setParameter("digest", Long.parseUnsignedLong(digest.substring(0, 16), 16))
        .getSingleResult()
        .replaceWithVoid();
  }

  /** Fails with {@code SNAPSHOT_EXISTS} where a name has versions, before a build is begun. */
  public Uni<Void> requireNew(String name) {
    return sessions
        .withSession(session -> countOf(session, name))
        .invoke(count -> {
          if (count > 0) {
            throw exists(name);
          }
        })
        .replaceWithVoid();
  }

  /**
   * A version.
   *
   * @param version 0 means the newest
   * @return fails with {@code SNAPSHOT_NOT_FOUND}
   */
  public Uni<SnapshotVersion> get(String name, int version) {
    return sessions
        .withSession(session ->
            session
                .createSelectionQuery(
                    "from SnapshotVersion s where s.name = :name"
                        + " and (:version = 0 or s.version = :version)"
                        + " order by s.version desc",
                    SnapshotEntity.class)
                .setParameter("name", name)
                .setParameter("version", version)
                .setMaxResults(1)
                .getSingleResultOrNull())
        .onItem()
        .ifNull()
        .failWith(() -> notFound(name, version))
        .map(SnapshotEntity::snapshot);
  }

  /**
   * Versions by name, the newest of each name first.
   *
   * @param afterName the name and version after which to begin; empty begins at the start
   */
  public Uni<List<SnapshotVersion>> list(String afterName, int afterVersion, int limit) {
    return sessions
        .withSession(session ->
            session
                .createSelectionQuery(
                    "from SnapshotVersion s where s.name > :name"
                        + " or (s.name = :name and s.version < :version)"
                        + " order by s.name, s.version desc",
                    SnapshotEntity.class)
                .setParameter("name", afterName)
                .setParameter("version", afterVersion)
                .setMaxResults(limit)
                .getResultList())
        .map(entities -> entities.stream().map(SnapshotEntity::snapshot).toList());
  }

  /**
   * Deletes versions.
   *
   * @param version 0 means all of the name
   * @return the digests of their artifacts; fails with {@code SNAPSHOT_NOT_FOUND} where there are
   *     none
   */
  public Uni<List<String>> delete(String name, int version) {
    return sessions
        .withTransaction(session ->
            session
                .createSelectionQuery(
                    "from SnapshotVersion s where s.name = :name"
                        + " and (:version = 0 or s.version = :version)",
                    SnapshotEntity.class)
                .setParameter("name", name)
                .setParameter("version", version)
                .getResultList()
                .chain(found ->
                    session
                        .removeAll(found.toArray())
                        .replaceWith(found.stream().map(SnapshotEntity::digest).toList())))
        .invoke(digests -> {
          if (digests.isEmpty()) {
            throw notFound(name, version);
          }
        });
  }

  /**
   * Removes an artifact that no version needs any more.
   *
   * @param remove takes it out of the store; called while its digest is locked, and only then
   */
  public Uni<Void> release(String digest, Supplier<Uni<Void>> remove) {
    return sessions.withTransaction(session ->
        lock(session, digest)
            .chain(_ ->
                session
                    .createSelectionQuery(
                        "select count(s) from SnapshotVersion s where s.digest = :digest",
                        Long.class)
                    .setParameter("digest", digest)
                    .getSingleResult())
            .chain(count -> count == 0 ? remove.get() : Uni.createFrom().voidItem()));
  }

  private static AppException exists(String name) {
    return new AppException(
        ErrorKind.CONFLICT,
        "SNAPSHOT_EXISTS",
        "Snapshot '%s' cannot be created: there is one of that name already.".formatted(name),
        "Choose another name, cut its next version with 'snapshot refresh', or delete it first.");
  }

  private static AppException notFound(String name, int version) {
    var what = version == 0 ? "Snapshot '%s'" : "Version " + version + " of snapshot '%s'";
    return new AppException(
        ErrorKind.NOT_FOUND,
        "SNAPSHOT_NOT_FOUND",
        what.formatted(name) + " was not found.",
        "List the snapshots there are with 'reprise snapshot list'.");
  }
}
