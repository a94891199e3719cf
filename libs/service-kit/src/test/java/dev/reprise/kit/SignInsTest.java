// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SignInsTest {

  private Instant now = Instant.parse("2026-11-25T10:00:00Z");
  private final SignIns signIns = new SignIns(new Movable());

  @Test
  void aCodeLetsInOnce() {
    var code = signIns.issue(Role.EDITOR);

    assertThat(signIns.redeem(code.text())).contains(Role.EDITOR);
    assertThat(signIns.redeem(code.text())).isEmpty();
  }

  @Test
  void itIsOverAfterAWhile() {
    var code = signIns.issue(Role.EDITOR);
    now = code.until();

    assertThat(signIns.redeem(code.text())).isEmpty();
  }

  @Test
  void whatWasNeverGivenIsWorthless() {
    assertThat(signIns.redeem("")).isEmpty();
  }

  @Test
  void tooManyPushTheOldestOut() {
    var first = signIns.issue(Role.EDITOR);
    var second = signIns.issue(Role.EDITOR);
    for (int i = 1; i < SignIns.MOST; i++) {
      signIns.issue(Role.VIEWER);
    }

    assertThat(signIns.redeem(first.text())).isEmpty();
    assertThat(signIns.redeem(second.text())).contains(Role.EDITOR);
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
