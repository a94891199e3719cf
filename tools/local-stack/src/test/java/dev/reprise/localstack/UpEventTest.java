// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.localstack.home.PartReport;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class UpEventTest {

  @Test
  void passesThroughTheSupervisorsOutput() {
    var part =
        new PartReport(
            "kafka",
            "ready",
            OptionalLong.of(1),
            OptionalInt.of(2),
            Optional.empty(),
            3,
            Optional.empty());

    assertThat(UpEvent.parse(new UpEvent.Changed(part).line()))
        .isEqualTo(new UpEvent.Changed(part));
    assertThat(UpEvent.parse(new UpEvent.Up().line())).isEqualTo(new UpEvent.Up());
    assertThat(UpEvent.parse(new UpEvent.AlreadyUp().line())).isEqualTo(new UpEvent.AlreadyUp());
    assertThat(
            UpEvent.parse(
                new UpEvent.Failed(new AppException(ErrorKind.CONFLICT, "CODE", "what", "do"))
                    .line()))
        .isInstanceOfSatisfying(
            UpEvent.Failed.class,
            failed -> {
              assertThat(failed.reason()).hasMessage("what");
              assertThat(failed.reason().kind()).isEqualTo(ErrorKind.CONFLICT);
              assertThat(failed.reason().code()).isEqualTo("CODE");
              assertThat(failed.reason().remedy()).isEqualTo("do");
            });
  }
}
