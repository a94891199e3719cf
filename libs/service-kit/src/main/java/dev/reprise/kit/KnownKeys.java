// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.kit;

import dev.reprise.kit.KeyChecks.Shown;
import dev.reprise.kit.KeyChecks.Verdict;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Remembers for a moment what was said of API keys, so that not every request asks for it; a key
 * that was revoked is refused at the latest when that moment has passed.
 *
 * <p><b>Bounds:</b> the {@value #MOST} keys that were shown last, keys that are none included.
 *
 * <p><b>Threads:</b> any; answers come on the thread of whoever knows.
 */
@ApplicationScoped
class KnownKeys {

  static final int MOST = 10_000;

  private final KeyChecks checks;
  private final Duration life;
  private final Clock clock;
  private final Map<Shown, Remembered> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Shown, Remembered> eldest) {
          return size() > MOST;
        }
      };

  private record Remembered(Verdict verdict, Instant until) {}

  @Inject
  KnownKeys(
      KeyChecks checks,
      @ConfigProperty(name = "reprise.keys.remembered-for", defaultValue = "PT2S") Duration life) {
    this(checks, life, Clock.systemUTC());
  }

  KnownKeys(KeyChecks checks, Duration life, Clock clock) {
    this.checks = checks;
    this.life = life;
    this.clock = clock;
  }

  /** What holds of a key now, or did a moment ago. Lazy; fails where it cannot be told. */
  Uni<Verdict> verdict(Shown key) {
    return Uni.createFrom()
        .deferred(() -> {
          var remembered = remembered(key);
          return remembered
              .filter(found -> clock.instant().isBefore(found.until()))
              .map(found -> Uni.createFrom().item(found.verdict()))
              .orElseGet(() ->
                  checks
                      .check(key)
                      .invoke(verdict -> remember(key, verdict))
                      .onFailure()
                      .invoke(() -> forget(key)));
        });
  }

  /** What was said last of a key; empty where nothing was, or where it could not be told since. */
  synchronized Optional<Verdict> lastVerdict(Shown key) {
    return Optional.ofNullable(known.get(key)).map(Remembered::verdict);
  }

  private synchronized void forget(Shown key) {
    known.remove(key);
  }

  private synchronized Optional<Remembered> remembered(Shown key) {
    return Optional.ofNullable(known.get(key));
  }

  private synchronized void remember(Shown key, Verdict verdict) {
    known.put(key, new Remembered(verdict, clock.instant().plus(life)));
  }
}
