// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExitReasonTest {

  @Test
  void tellsACodeFromASignal() {
    assertThat(ExitReason.of(7, List.of()).what()).isEqualTo("exit code 7");
    assertThat(ExitReason.of(137, List.of()).what()).isEqualTo("signal 9 (SIGKILL)");
    assertThat(ExitReason.of(200, List.of()).what()).isEqualTo("exit code 200");
  }
}
