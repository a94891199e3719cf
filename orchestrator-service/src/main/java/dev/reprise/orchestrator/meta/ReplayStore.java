// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.meta;

import dev.reprise.kit.postgres.PostgresMigrator;
import dev.reprise.kit.postgres.PostgresMigrator.Migration;
import dev.reprise.orchestrator.replay.EpochNanos;
import dev.reprise.orchestrator.replay.ReplayInfo;
import dev.reprise.orchestrator.replay.StartKey;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Keeps replays and their reports in PostgreSQL.
 *
 * <p><b>Threads:</b> every method is lazy, must be subscribed to on a Vert.x context, and emits
 * there.
 */
@Startup
@ApplicationScoped
public class ReplayStore {

  private static final Duration MIGRATION_LIMIT = Duration.ofSeconds(60);

  private final Mutiny.SessionFactory sessions;
  private final Pool pool;
  private volatile List<String> cutOffAtStart = List.of();

  ReplayStore(Mutiny.SessionFactory sessions, Pool pool) {
    this.sessions = sessions;
    this.pool = pool;
  }

  /** Brings the tables up to date; a replay that we were stopped in the middle of has ended. */
  @PostConstruct
  void prepare() {
    // At start-up, on the main thread, before anything is served.
    new PostgresMigrator(
            pool,
            "orchestrator-service",
            List.of(
                Migration.resource(ReplayStore.class, "V001__replays"),
                Migration.resource(ReplayStore.class, "V002__cut_off"),
                Migration.resource(ReplayStore.class, "V003__replay_starts")))
        .migrate()
        .chain(_ -> cutOff())
        .invoke(ids -> cutOffAtStart = ids)
        .await()
        .atMost(MIGRATION_LIMIT);
  }

  private Uni<List<String>> cutOff() {
    return pool.preparedQuery(
            "UPDATE replays SET phase = 'ERROR', cut_off = true, finished_nanos = $1,"
                + " message = 'orchestrator-service was stopped during the replay'"
                + " WHERE phase NOT IN ('PASSED', 'FAILED', 'CANCELLED', 'ERROR') RETURNING id")
        .execute(Tuple.of(EpochNanos.now(Clock.systemUTC())))
        .map(rows -> rows.stream().map(row -> row.getString("id")).toList());
  }

  /** The replays that we had been stopped in the middle of when we were started. */
  public List<String> cutOffAtStart() {
    return cutOffAtStart;
  }

  /** Whether a replay ended because this service was stopped in the middle of it. */
  public Uni<Boolean> isCutOff(String id) {
    return sessions
        .withSession(session -> session.find(ReplayEntity.class, id))
        .map(entity -> entity != null && entity.isCutOff());
  }

  /** Writes the present state of a replay. */
  public Uni<Void> save(ReplayInfo info) {
    return sessions.withTransaction(session ->
        session
            .find(ReplayEntity.class, info.id())
            .chain(found -> {
              if (found == null) {
                return session.persist(ReplayEntity.of(info));
              }
              found.take(info);
              return Uni.createFrom().voidItem();
            }));
  }

  /**
   * Writes a new replay, and what its start was named by.
   *
   * @return whether it was written; false where another start has the same key
   */
  public Uni<Boolean> create(ReplayInfo info, StartKey key) {
    return sessions.withTransaction(session ->
        claim(session, key, info.id())
            .chain(isFree ->
                isFree
                    ? session.persist(ReplayEntity.of(info)).replaceWith(true)
                    : Uni.createFrom().item(false)));
  }

  // Waits for another that claims the key at the same moment, until it is written or given up.
  private static Uni<Boolean> claim(Mutiny.Session session, StartKey key, String replayId) {
    return session
        .createNativeQuery(
            "INSERT INTO replay_starts (idempotency_key, request_hash, replay_id)"
                + " VALUES (:key, :hash, :id) ON CONFLICT DO NOTHING")
        .setParameter("key", key.key())
        .setParameter("hash", key.requestHash())
        .setParameter("id", replayId)
        .executeUpdate()
        .map(rows -> rows == 1);
  }

  /**
   * What a start has started.
   *
   * @param requestHash of what it had asked for
   */
  public record Started(String replayId, String requestHash) {}

  /** What the start of a key has started, if there was one. */
  public Uni<Optional<Started>> startedBy(String key) {
    return pool.preparedQuery(
            "SELECT replay_id, request_hash FROM replay_starts WHERE idempotency_key = $1")
        .execute(Tuple.of(key))
        .map(rows ->
            rows.stream()
                .map(row -> new Started(row.getString("replay_id"), row.getString("request_hash")))
                .findFirst());
  }

  /** Writes a replay's report. */
  public Uni<Void> saveReport(String id, String json) {
    return sessions.withTransaction(session ->
        session
            .find(ReplayEntity.class, id)
            .onItem()
            .ifNotNull()
            .invoke(entity -> entity.setReport(json))
            .replaceWithVoid());
  }

  /** A replay by its id. */
  public Uni<Optional<ReplayInfo>> find(String id) {
    return sessions
        .withSession(session -> session.find(ReplayEntity.class, id))
        .map(entity -> Optional.ofNullable(entity).map(ReplayEntity::info));
  }

  /** A replay's report as JSON, once there is one. */
  public Uni<Optional<String>> report(String id) {
    return sessions
        .withSession(session -> session.find(ReplayEntity.class, id))
        .map(entity -> Optional.ofNullable(entity).map(ReplayEntity::report));
  }

  /**
   * Replays, newest first; of those created at the same time, the greater id first.
   *
   * @param snapshot only of this one; empty means of all
   * @param beforeNanos only those created before, or then with an id
   * @param beforeId that is less than this
   */
  public Uni<List<ReplayInfo>> list(String snapshot, long beforeNanos, String beforeId, int limit) {
    return sessions
        .withSession(session ->
            session
                .createSelectionQuery(
                    "from Replay r where (r.createdNanos < :before"
                        + " or r.createdNanos = :before and r.id < :id)"
                        + " and (:snapshot = '' or r.snapshot = :snapshot)"
                        + " order by r.createdNanos desc, r.id desc",
                    ReplayEntity.class)
                .setParameter("before", beforeNanos)
                .setParameter("id", beforeId)
                .setParameter("snapshot", snapshot)
                .setMaxResults(limit)
                .getResultList())
        .map(entities -> entities.stream().map(ReplayEntity::info).toList());
  }
}
