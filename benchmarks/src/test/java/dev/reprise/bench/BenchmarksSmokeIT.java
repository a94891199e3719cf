// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.bench.load.PacedLoad;
import dev.reprise.bench.load.Payload;
import dev.reprise.bench.process.Project;
import dev.reprise.bench.proxy.CaptureProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The harness with our own side only, for a second: so that it cannot rot. Claims no figures. */
class BenchmarksSmokeIT {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final double RATE = 200;

  @TempDir Path folder;

  @Test
  void loadsAServerAtARateThroughTheCaptureProxyAndMeasuresItsProcess() throws Exception {
    try (var paced = new PacedLoad();
        var proxy =
            CaptureProxy.discarding(Project.at(Path.of("..")), folder, paced.serverPort())) {

      var seen =
          paced.run(
              new PacedLoad.Plan(
                  proxy.port(),
                  List.of(Payload.get("/large", "bench.test")),
                  4,
                  RATE,
                  SECOND,
                  SECOND));

      assertThat(seen.answers()).isEqualTo((long) RATE);
      assertThat(seen.nanos().getMaxValue()).isPositive();
      assertThat(proxy.child().rssBytes()).isPositive();
      assertThat(proxy.child().cpu()).isPositive();
      assertThat(proxy.end()).contains("\"pairs\":400,\"undecodableConnections\":0");
    }
  }
}
