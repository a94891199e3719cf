// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionsTest {

  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

  @Test
  void aSessionHasTheRoleItBeganWith() {
    var session = at(NOW, "secret").begin(Role.EDITOR).orElseThrow();

    assertThat(at(NOW, "secret").roleOf(session)).contains(Role.EDITOR);
    assertThat(session).doesNotContain("secret");
  }

  @Test
  void itEnds() {
    var session = at(NOW, "secret").begin(Role.EDITOR).orElseThrow();

    assertThat(at(NOW.plus(Sessions.LIFE).minusSeconds(1), "secret").roleOf(session)).isPresent();
    assertThat(at(NOW.plus(Sessions.LIFE), "secret").roleOf(session)).isEmpty();
  }

  @Test
  void anotherTokenEndsIt() {
    var session = at(NOW, "secret").begin(Role.EDITOR).orElseThrow();

    assertThat(at(NOW, "other").roleOf(session)).isEmpty();
  }

  @Test
  void nobodyRaisesTheirRoleOrTheirTime() {
    var sessions = at(NOW, "secret");
    var parts = sessions.begin(Role.EDITOR).orElseThrow().split("\\.", -1);

    assertThat(sessions.roleOf("ADMIN." + parts[1] + "." + parts[2])).isEmpty();
    assertThat(sessions.roleOf("EDITOR." + parts[1] + "0." + parts[2])).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "EDITOR..", "EDITOR.x.y", "NOBODY.1.2", "a.b.c.d"})
  void garbageIsNoSession(String text) {
    assertThat(at(NOW, "secret").roleOf(text)).isEmpty();
  }

  @Test
  void aRoleWithoutATokenHasNone() {
    assertThat(at(NOW, "secret").begin(Role.VIEWER)).isEmpty();
  }

  private static Sessions at(Instant now, String token) {
    var access = new Access(Optional.of(token), Optional.of(token), Optional.empty(), "127.0.0.1");
    return new Sessions(access, Clock.fixed(now, ZoneOffset.UTC));
  }
}
