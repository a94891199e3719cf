// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.snapshot.meta;

import dev.reprise.kit.KeyChecks.Shown;
import dev.reprise.kit.KeyText;
import dev.reprise.snapshot.keys.ApiKey;
import dev.reprise.snapshot.keys.ApiKey.Grant;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.Mutiny.Session;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * API keys in PostgreSQL: of a key's secret only the digest, and no row is ever deleted, so that a
 * name noted somewhere can always be looked up.
 *
 * <p><b>Threads:</b> every method is lazy, must be subscribed to on a Vert.x context, and emits
 * there.
 */
@ApplicationScoped
public class KeyCatalog {

  private static final Logger LOG = Logger.getLogger(KeyCatalog.class);
  private static final long NOTED_EVERY_NANOS = Duration.ofMinutes(1).toNanos();

  private final Mutiny.SessionFactory sessions;
  private final Clock clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();

  KeyCatalog(Mutiny.SessionFactory sessions) {
    this.sessions = sessions;
  }

  /**
   * A new key, and the one time that it is seen whole.
   *
   * @param key what is kept
   * @param text what its holder gets
   */
  public record Made(ApiKey key, KeyText text) {}

  /** Whether a key holds that was shown. */
  public sealed interface Answer {

    /** It does. */
    record Holds(ApiKey key) implements Answer {}

    /**
     * It does not.
     *
     * @param reason as the end of the sentence "the API key …"
     */
    record Refused(String reason) implements Answer {}
  }

  /**
   * Makes a key.
   *
   * @param by who asks for it
   * @return fails with {@code KEY_EXISTS} where a key of that name was not revoked
   */
  public Uni<Made> create(Grant grant, String by) {
    grant.require(clock.instant());
    var text = KeyText.random(random);
    var key = new ApiKey(text.id(), grant, now(), by, 0, "", 0);
    return sessions
        .withTransaction(session ->
            named(session, grant.name())
                .invoke(same -> {
                  if (!same.isEmpty()) {
                    throw exists(grant.name());
                  }
                })
                .chain(_ -> session.persist(ApiKeyEntity.of(key, text.digest()))))
        .onFailure(ConstraintViolationException.class)
        .transform(_ -> exists(grant.name()))
        .invoke(() ->
            LOG.infof(
                "An API key was made: key=%s name=%s role=%s by=%s",
                key.id(), grant.name(), grant.role(), by))
        .replaceWith(new Made(key, text));
  }

  /** All keys, the newest first. */
  public Uni<List<ApiKey>> list() {
    return sessions
        .withSession(session ->
            session
                .createSelectionQuery(
                    "from ApiKey k order by k.createdNanos desc, k.id", ApiKeyEntity.class)
                .getResultList())
        .map(found -> found.stream().map(ApiKeyEntity::key).toList());
  }

  /**
   * Ends a key.
   *
   * @param idOrName its id, or its name where it has not been revoked
   * @param by who asks for it
   * @return fails with {@code KEY_NOT_FOUND}
   */
  public Uni<ApiKey> revoke(String idOrName, String by) {
    return sessions
        .withTransaction(session ->
            session
                .find(ApiKeyEntity.class, idOrName)
                .onItem()
                .ifNull()
                .switchTo(() -> named(session, idOrName).map(KeyCatalog::firstOrNull))
                .onItem()
                .ifNull()
                .failWith(() -> notFound(idOrName))
                .invoke(key -> key.revoke(by, now()))
                .map(ApiKeyEntity::key))
        .invoke(key ->
            LOG.infof(
                "An API key was revoked: key=%s name=%s by=%s", key.id(), key.grant().name(), by));
  }

  /** Whether a key holds that somebody shows; notes, to a minute, that it was shown. */
  public Uni<Answer> check(Shown shown) {
    return sessions.withTransaction(
        session -> session.find(ApiKeyEntity.class, shown.id()).map(found -> answer(found, shown)));
  }

  // Whoever does not know the secret learns nothing of the key.
  private Answer answer(@Nullable ApiKeyEntity found, Shown shown) {
    if (found == null || !(shown.isBySession() || found.isOf(shown.proof()))) {
      return new Answer.Refused("is not known");
    }
    var key = found.key();
    var refusal = key.refusal(clock.instant());
    if (refusal.isPresent()) {
      return new Answer.Refused(refusal.get());
    }
    long now = now();
    if (now - key.lastUsedNanos() >= NOTED_EVERY_NANOS) {
      found.use(now);
    }
    return new Answer.Holds(key);
  }

  private static Uni<List<ApiKeyEntity>> named(Session session, String name) {
    return session
        .createSelectionQuery(
            "from ApiKey k where k.name = :name and k.revokedNanos = 0", ApiKeyEntity.class)
        .setParameter("name", name)
        .getResultList();
  }

  private static @Nullable ApiKeyEntity firstOrNull(List<ApiKeyEntity> found) {
    return found.isEmpty() ? null : found.getFirst();
  }

  private long now() {
    return ApiKey.nanos(clock.instant());
  }

  private static AppException exists(String name) {
    return new AppException(
        ErrorKind.CONFLICT,
        "KEY_EXISTS",
        "API key '%s' cannot be made: there is one of that name that was not revoked."
            .formatted(name),
        "Choose another name, or revoke that one first with 'reprise key revoke %s'."
            .formatted(name));
  }

  private static AppException notFound(String idOrName) {
    return new AppException(
        ErrorKind.NOT_FOUND,
        "KEY_NOT_FOUND",
        "There is no API key '%s'.".formatted(idOrName),
        "List the keys there are with 'reprise key list'.");
  }
}
