// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.kit;

import dev.reprise.kit.KeyChecks.Shown;
import dev.reprise.kit.KeyChecks.Verdict;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who calls, by the tokens of the settings, by API keys and by sessions.
 *
 * <p><b>Threads:</b> any, never blocks.
 */
@ApplicationScoped
class Callers {

  private static final Logger LOG = Logger.getLogger(Callers.class);
  private static final String BEARER = "Bearer ";

  private final Access access;
  private final KnownKeys keys;
  private final Sessions sessions;

  Callers(Access access, KnownKeys keys) {
    this.access = access;
    this.keys = keys;
    this.sessions = new Sessions(access, Clock.systemUTC());
  }

  /**
   * Who calls.
   *
   * @param authorization the value of the header, or null
   * @return lazy; never fails
   */
  Uni<Identity> identify(@Nullable String authorization) {
    return switch (bearer(authorization)) {
      case Bearer.Found(var identity) -> Uni.createFrom().item(identity);
      case Bearer.Key(var key) -> ask(key);
    };
  }

  /** The same at once, for a caller who was identified a moment ago. */
  Identity recall(@Nullable String authorization) {
    return switch (bearer(authorization)) {
      case Bearer.Found(var identity) -> identity;
      case Bearer.Key(var key) ->
          keys.lastVerdict(key).map(verdict -> identity(key, verdict)).orElseGet(Callers::untold);
    };
  }

  /** Who a browser's session stands for; lazy, never fails. */
  Uni<Identity> identifySession(String session) {
    return switch (sessions.read(session)) {
      case Sessions.Holder.OfToken(var role) ->
          Uni.createFrom().item(new Identity.Known(Access.holderOf(role)));
      case Sessions.Holder.OfKey(var id) -> ask(new Shown(id, Shown.SESSION));
      case Sessions.Holder.Nobody() ->
          Uni.createFrom().item(new Identity.Stranger("The session is over."));
    };
  }

  /** A session for whom a bare token or key speaks; lazy, empty for strangers, never fails. */
  Uni<Optional<String>> beginSession(String secret) {
    return identify(BEARER + secret)
        .map(identity ->
            identity instanceof Identity.Known known
                ? sessions.begin(known.caller())
                : Optional.empty());
  }

  /** A session for somebody who was identified elsewhere. */
  Optional<String> beginSession(Caller caller) {
    return sessions.begin(caller);
  }

  private sealed interface Bearer {
    record Found(Identity identity) implements Bearer {}

    record Key(Shown key) implements Bearer {}
  }

  private Bearer bearer(@Nullable String authorization) {
    if (!access.needsToken()) {
      return new Bearer.Found(new Identity.Known(Caller.ANYONE));
    }
    if (authorization == null || !authorization.startsWith(BEARER)) {
      return new Bearer.Found(new Identity.Stranger("No token and no API key was shown."));
    }
    var shown = authorization.substring(BEARER.length()).strip();
    var key = KeyText.parse(shown);
    if (key.isPresent()) {
      return new Bearer.Key(new Shown(key.get().id(), key.get().digest()));
    }
    return new Bearer.Found(
        access
            .callerOfToken(shown)
            .<Identity>map(Identity.Known::new)
            .orElseGet(() -> new Identity.Stranger("What was shown is no token of this service.")));
  }

  private Uni<Identity> ask(Shown key) {
    return keys.verdict(key)
        .map(verdict -> identity(key, verdict))
        .onFailure()
        .recoverWithItem(failure -> {
          LOG.warnf("An API key could not be checked: error=%s", failure.getMessage());
          return untold();
        });
  }

  private static Identity identity(Shown key, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Holds(var caller) -> new Identity.Known(caller);
      case Verdict.Refused(var reason) ->
          new Identity.Stranger("The API key %s %s.".formatted(key, reason));
    };
  }

  private static Identity untold() {
    return new Identity.Untold(
        "The API key cannot be checked now, because snapshot-service does not answer.");
  }
}
