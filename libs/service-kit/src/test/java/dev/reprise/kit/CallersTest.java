// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.kit.KeyChecks.Shown;
import dev.reprise.kit.KeyChecks.Verdict;
import io.smallrye.mutiny.Uni;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** API keys, as any service sees them that does not keep them itself. */
class CallersTest {

  private static final Duration LIFE = Duration.ofSeconds(2);

  private final KeyText key = KeyText.random(new SecureRandom());
  private final Caller holder = Caller.ofKey(key.id(), "ci", Role.EDITOR, Set.of());
  private final List<Shown> asked = new ArrayList<>();
  private Uni<Verdict> answer = Uni.createFrom().item(new Verdict.Holds(holder));
  private Instant now = Instant.parse("2026-11-25T10:00:00Z");

  private final Callers callers =
      new Callers(
          new Access(Optional.of("admin"), Optional.empty(), Optional.empty(), "0.0.0.0"),
          new KnownKeys(
              shown -> {
                asked.add(shown);
                return answer;
              },
              LIFE,
              new Movable()));

  @Test
  void aKeyIsAskedForOnceInAWhile() {
    assertThat(identify()).isEqualTo(new Identity.Known(holder));
    assertThat(identify()).isEqualTo(new Identity.Known(holder));
    assertThat(asked).containsExactly(new Shown(key.id(), key.digest()));

    now = now.plus(LIFE);
    identify();

    assertThat(asked).hasSize(2);
  }

  @Test
  void aRevokedKeyIsRefusedOnceTheWhileHasPassed() {
    identify();
    answer = Uni.createFrom().item(new Verdict.Refused("has been revoked"));
    now = now.plus(LIFE);

    assertThat(identify())
        .isEqualTo(new Identity.Stranger("The API key rpk_" + key.id() + " has been revoked."));
  }

  @Test
  void anotherSecretIsAnotherKey() {
    identify();
    var guessed = new KeyText(key.id(), KeyText.random(new SecureRandom()).secret());

    assertThat(callers.recall("Bearer " + guessed.text())).isInstanceOf(Identity.Untold.class);
  }

  @Test
  void whatCannotBeToldIsNoRefusalAndNoConsent() {
    answer = Uni.createFrom().failure(new IllegalStateException("away"));

    assertThat(identify()).isInstanceOf(Identity.Untold.class);
    assertThat(recall()).isInstanceOf(Identity.Untold.class);
  }

  @Test
  void anInterceptorKnowsWhatTheDoorFoundOut() {
    assertThat(recall()).isInstanceOf(Identity.Untold.class);
    identify();

    assertThat(recall()).isEqualTo(new Identity.Known(holder));
  }

  @Test
  void whenItCannotBeToldAnyMoreWhatWasKnownIsForgotten() {
    identify();
    answer = Uni.createFrom().failure(new IllegalStateException("away"));
    now = now.plus(LIFE);
    identify();

    assertThat(recall()).isInstanceOf(Identity.Untold.class);
  }

  @Test
  void aSessionOfAKeyStandsForItAsLongAsItHolds() {
    var session = value(callers.beginSession(key.text())).orElseThrow();
    assertThat(value(callers.identifySession(session))).isEqualTo(new Identity.Known(holder));
    assertThat(asked).contains(new Shown(key.id(), Shown.SESSION));

    answer = Uni.createFrom().item(new Verdict.Refused("has been revoked"));
    now = now.plus(LIFE);

    assertThat(value(callers.identifySession(session))).isInstanceOf(Identity.Stranger.class);
  }

  @Test
  void nothingPrintsTheSecret() {
    var shown = new Shown(key.id(), key.digest());

    assertThat(List.of(key.toString(), shown.toString(), holder.toString()))
        .noneMatch(text -> text.contains(key.secret()) || text.contains(key.digest()));
    assertThat(KeyText.parse(key.text())).contains(key);
  }

  private Identity identify() {
    return value(callers.identify("Bearer " + key.text()));
  }

  private Identity recall() {
    return callers.recall("Bearer " + key.text());
  }

  private static <T> T value(Uni<T> answered) {
    return answered.await().atMost(Duration.ofSeconds(10));
  }

  private final class Movable extends Clock {

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
