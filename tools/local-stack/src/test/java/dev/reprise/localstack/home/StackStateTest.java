// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackStateTest {

  @TempDir private Path dir;

  @Test
  void isReadAsItWasWritten() {
    Path file = dir.resolve("stack.json");
    var state =
        new StackState(
            42,
            Phase.UP,
            Map.of("reprise.query.address", "127.0.0.1:7402"),
            List.of(
                new PartReport(
                    "kafka",
                    "ready",
                    OptionalLong.of(43),
                    OptionalInt.of(19092),
                    Optional.of(Instant.parse("2026-01-02T03:04:05.678Z")),
                    2,
                    Optional.of("signal 9 (SIGKILL)")),
                new PartReport(
                    "plain",
                    "waiting",
                    OptionalLong.empty(),
                    OptionalInt.empty(),
                    Optional.empty(),
                    0,
                    Optional.empty())));

    state.write(file);

    assertThat(StackState.read(file)).contains(state);
    assertThat(StackState.read(dir.resolve("none.json"))).isEmpty();
  }
}
