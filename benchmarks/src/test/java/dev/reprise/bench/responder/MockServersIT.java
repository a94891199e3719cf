// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.responder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.bench.load.PacedLoad;
import dev.reprise.bench.load.Payload;
import dev.reprise.bench.process.BenchException;
import dev.reprise.bench.process.Project;
import dev.reprise.bench.recording.MockRecording;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The harness with our own side only: so that it cannot rot. Claims no figures. */
class MockServersIT {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void theResponderAnswersARecordingThatABenchmarkMadeAndAnotherIsNoticed() throws Exception {
    var recording = new MockRecording(100);
    try (var server = new MockServers(Project.at(Path.of("..")), recording).ours();
        var paced = new PacedLoad()) {
      server.requireTrue(recording);

      var requests =
          List.of(
              Payload.get(recording.target(7), MockRecording.HOST),
              Payload.get(recording.target(99), MockRecording.HOST));
      var seen =
          paced.run(new PacedLoad.Plan(server.port(), requests, 2, 100, Duration.ZERO, SECOND));

      assertThat(seen.answers()).isEqualTo(100);
      assertThatThrownBy(() -> server.requireTrue(new MockRecording(101)))
          .isInstanceOf(BenchException.class)
          .hasMessageContaining("SKU-000100");
    }
  }
}
