// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.instructions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.traffic.instructions.ReplayInstructions.Slice;
import dev.reprise.traffic.instructions.ReplayInstructions.Step;
import dev.reprise.traffic.instructions.ReplayInstructions.Words;
import dev.reprise.traffic.pair.Direction;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayInstructionsTest {

  private static final Slice INBOUND = new Slice("in:shop", Direction.IN, "shop", "shop.test");
  private static final Slice OUTBOUND =
      new Slice("out:pay.test", Direction.OUT, "shop", "pay.test");
  private static final Words WORDS = new Words("./reprise", "8080", "java -jar shop.jar");

  @Test
  void saysWhatIsMocked() {
    assertThat(of(INBOUND, OUTBOUND).here(WORDS).getFirst())
        .isEqualTo(
            new Step(
                "Start your application under Reprise, which mocks pay.test and sends the recorded"
                    + " requests",
                "./reprise replay checkout --app-port 8080 -- java -jar shop.jar"));
    assertThat(of(INBOUND).here(WORDS).getFirst().does())
        .contains("mocks nothing (no outbound slice is on)");
  }

  @Test
  void saysWhatToFillInWhereNothingIsKnown() {
    assertThat(of(INBOUND).replayCommand(Words.unknown("reprise")))
        .isEqualTo("reprise replay checkout --app-port PORT -- YOUR COMMAND");
  }

  @Test
  void aPipelineStartsTheStackAndKeepsTheReport() {
    assertThat(of(INBOUND).pipeline(WORDS).lines())
        .startsWith("./reprise up", "./reprise replay checkout --app-port 8080 \\")
        .contains("  --report-json report.json --report-html report.html \\");
  }

  @Test
  void withoutInboundSlicesThereAreOnlyMocks() {
    assertThat(of(OUTBOUND).manifest()).contains("mode: responder-only", "out:pay.test");
    assertThat(of(INBOUND, OUTBOUND).manifest()).contains("mode: full");
  }

  private static ReplayInstructions of(Slice... slices) {
    return new ReplayInstructions("checkout", 3, List.of("shop"), List.of(slices));
  }
}
