// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {

  private static final Optional<String> NONE = Optional.empty();

  @Test
  void withoutTokensEveryoneIsAnAdminOnLoopback() {
    var access = new Access(NONE, NONE, NONE, "127.0.0.1");

    assertThat(callers(access).recall(null)).isEqualTo(new Identity.Known(Caller.ANYONE));
    assertThatCode(() -> access.refuseToBeOpenToTheNetwork(new StartupEvent()))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "10.0.0.7", "shop.test", "127.0.0.1.evil.test"})
  void withoutTokensItRefusesToListenToOthers(String host) {
    var access = new Access(NONE, Optional.of(" "), NONE, host);

    assertThatThrownBy(() -> access.refuseToBeOpenToTheNetwork(new StartupEvent()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(host)
        .hasMessageContaining("reprise.token");
  }

  @ParameterizedTest
  @CsvSource({"Bearer admin,ADMIN", "Bearer editor,EDITOR", "Bearer viewer,VIEWER"})
  void eachTokenHasItsRole(String authorization, Role role) {
    assertThat(callers(guarded()).recall(authorization))
        .isEqualTo(new Identity.Known(Access.holderOf(role)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Bearer", "Bearer ", "Bearer adm", "Basic admin", "admin", "bearer-admin"})
  void anythingElseIsAStranger(String authorization) {
    assertThat(callers(guarded()).recall(authorization)).isInstanceOf(Identity.Stranger.class);
  }

  @Test
  void noHeaderIsAStrangerWhereTokensAreSet() {
    assertThat(callers(guarded()).recall(null)).isInstanceOf(Identity.Stranger.class);
  }

  @Test
  void rolesIncludeTheLowerOnes() {
    assertThat(Role.ADMIN.includes(Role.EDITOR)).isTrue();
    assertThat(Role.VIEWER.includes(Role.EDITOR)).isFalse();
    assertThat(Role.EDITOR.includes(Role.EDITOR)).isTrue();
    assertThat(Role.EDITOR.includes(Role.RECORDER)).isTrue();
    assertThat(Role.VIEWER.includes(Role.RECORDER)).isFalse();
    assertThat(Role.RECORDER.includes(Role.VIEWER)).isFalse();
  }

  private static Callers callers(Access access) {
    KeyChecks none = _ -> Uni.createFrom().failure(new AssertionError("no key was shown"));
    return new Callers(access, new KnownKeys(none, Duration.ofSeconds(2)));
  }

  private static Access guarded() {
    return new Access(
        Optional.of("admin"), Optional.of("editor"), Optional.of("viewer"), "0.0.0.0");
  }
}
