// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.demo.http.Json;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokensTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private final SettableClock clock = new SettableClock();
  private final Tokens tokens = new Tokens(clock);

  @Test
  void acceptsItsOwnTokenUntilItExpires() {
    var issued = tokens.issue("u-7001");

    clock.now = NOW.plus(Tokens.LIFETIME).minusSeconds(1);
    assertThat(tokens.check(issued.token())).isEqualTo(issued.id());

    clock.now = NOW.plus(Tokens.LIFETIME);
    assertThatThrownBy(() -> tokens.check(issued.token())).hasMessageContaining("expired");
  }

  @Test
  void saysWhomItIsForAndWhenItEnds() throws IOException {
    String payload = tokens.issue("u-7001").token().split("\\.", -1)[1];

    var claims = Json.parse(Base64.getUrlDecoder().decode(payload));

    assertThat(claims.path("sub").textValue()).isEqualTo("u-7001");
    assertThat(claims.path("iat").longValue()).isEqualTo(NOW.getEpochSecond());
    assertThat(claims.path("exp").longValue()).isEqualTo(NOW.getEpochSecond() + 3600);
  }

  @Test
  void makesEveryTokenAnew() {
    assertThat(tokens.issue("u-7001").token()).isNotEqualTo(tokens.issue("u-7001").token());
  }

  @Test
  void refusesWhatItDidNotSign() {
    String own = tokens.issue("u-7001").token();
    String foreign = new Tokens(clock).issue("u-7001").token();
    String forged = own.replaceFirst("\\.[^.]+\\.", ".eyJzdWIiOiJ1LTcwMDIifQ.");

    for (String wrong : List.of(foreign, forged, own + "x", "", ".", "a.b.c", "no token")) {
      assertThatThrownBy(() -> tokens.check(wrong)).hasMessageContaining("not issued here");
    }
  }

  private static final class SettableClock extends Clock {

    private Instant now = NOW;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public java.time.ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }
}
