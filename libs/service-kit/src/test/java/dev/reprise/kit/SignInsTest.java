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

  private static final Caller EDITOR = Access.holderOf(Role.EDITOR);
  private static final Caller VIEWER = Access.holderOf(Role.VIEWER);

  private Instant now = Instant.parse("2026-11-25T10:00:00Z");
  private final SignIns signIns = new SignIns(new Movable());

  @Test
  void aCodeLetsInOnce() {
    var code = signIns.issue(EDITOR);

    assertThat(signIns.redeem(code.text())).contains(EDITOR);
    assertThat(signIns.redeem(code.text())).isEmpty();
  }

  @Test
  void itIsOverAfterAWhile() {
    var code = signIns.issue(EDITOR);
    now = code.until();

    assertThat(signIns.redeem(code.text())).isEmpty();
  }

  @Test
  void whatWasNeverGivenIsWorthless() {
    assertThat(signIns.redeem("")).isEmpty();
  }

  @Test
  void tooManyPushTheOldestOut() {
    var first = signIns.issue(EDITOR);
    var second = signIns.issue(EDITOR);
    for (int i = 1; i < SignIns.MOST; i++) {
      signIns.issue(VIEWER);
    }

    assertThat(signIns.redeem(first.text())).isEmpty();
    assertThat(signIns.redeem(second.text())).contains(EDITOR);
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
