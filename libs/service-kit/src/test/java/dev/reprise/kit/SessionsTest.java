// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.kit.Sessions.Holder;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionsTest {

  private static final Caller EDITOR = Access.holderOf(Role.EDITOR);
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

  @Test
  void aSessionHasTheRoleItBeganWith() {
    var session = at(NOW, "secret").begin(EDITOR).orElseThrow();

    assertThat(at(NOW, "secret").read(session)).isEqualTo(new Holder.OfToken(Role.EDITOR));
    assertThat(session).doesNotContain("secret");
  }

  @Test
  void itEnds() {
    var session = at(NOW, "secret").begin(EDITOR).orElseThrow();

    assertThat(at(NOW.plus(Sessions.LIFE).minusSeconds(1), "secret").read(session))
        .isEqualTo(new Holder.OfToken(Role.EDITOR));
    assertThat(at(NOW.plus(Sessions.LIFE), "secret").read(session)).isEqualTo(new Holder.Nobody());
  }

  @Test
  void anotherTokenEndsIt() {
    var session = at(NOW, "secret").begin(EDITOR).orElseThrow();

    assertThat(at(NOW, "other").read(session)).isEqualTo(new Holder.Nobody());
  }

  @Test
  void nobodyRaisesTheirRoleOrTheirTime() {
    var sessions = at(NOW, "secret");
    var parts = sessions.begin(EDITOR).orElseThrow().split("\\.", -1);

    assertThat(sessions.read("ADMIN." + parts[1] + "." + parts[2])).isEqualTo(new Holder.Nobody());
    assertThat(sessions.read("EDITOR." + parts[1] + "0." + parts[2]))
        .isEqualTo(new Holder.Nobody());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "EDITOR..", "EDITOR.x.y", "NOBODY.1.2", "a.b.c.d"})
  void garbageIsNoSession(String text) {
    assertThat(at(NOW, "secret").read(text)).isEqualTo(new Holder.Nobody());
  }

  @Test
  void theHolderOfAKeyHasOneThatNamesTheKeyAndEndsWithTheToken() {
    var holder = Caller.ofKey("0123456789ab", "ci", Role.EDITOR, Set.of());
    var session = at(NOW, "secret").begin(holder).orElseThrow();

    assertThat(at(NOW, "secret").read(session)).isEqualTo(new Holder.OfKey("0123456789ab"));
    assertThat(at(NOW, "other").read(session)).isEqualTo(new Holder.Nobody());
    assertThat(at(NOW, "secret").read(session.replace("0123456789ab", "ba9876543210")))
        .isEqualTo(new Holder.Nobody());
  }

  @Test
  void aRoleWithoutATokenHasNone() {
    assertThat(at(NOW, "secret").begin(Access.holderOf(Role.VIEWER))).isEmpty();
  }

  private static Sessions at(Instant now, String token) {
    var access = new Access(Optional.of(token), Optional.of(token), Optional.empty(), "127.0.0.1");
    return new Sessions(access, Clock.fixed(now, ZoneOffset.UTC));
  }
}
