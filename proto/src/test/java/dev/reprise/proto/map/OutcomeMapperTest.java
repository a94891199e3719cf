// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.proto.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.traffic.diff.Difference;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.traffic.pair.RecordedCalls;
import dev.reprise.traffic.report.MockOutcome;
import dev.reprise.traffic.report.RequestOutcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutcomeMapperTest {

  private static final List<Difference> DIFFERENCES =
      List.of(
          new Difference("body.$.a", Difference.Kind.CHANGED, "1", "2"),
          new Difference("body.$.b", Difference.Kind.ORDER, "", ""));

  @Test
  void aRequestsOutcomeReadsBackWhole() {
    var outcome =
        new RequestOutcome(
            new PairId("rec", 7),
            "GET /a",
            200,
            0,
            "connection reset",
            new RequestOutcome.Times(1, 2, 3, 4),
            DIFFERENCES,
            5,
            new RequestOutcome.Walk("0/1/2", 6, 7));

    var message = OutcomeMapper.toProto(outcome, false);

    assertThat(OutcomeMapper.fromProto(message)).isEqualTo(outcome);
    assertThat(message.getSuccess()).isFalse();
  }

  @Test
  void aMocksOutcomeReadsBackWhole() {
    for (MockOutcome.Result result : MockOutcome.Result.values()) {
      for (String pair : List.of("rec/9", "")) {
        var outcome =
            new MockOutcome(
                result, "h:1", "GET /a", pair, "exact", DIFFERENCES, 1, 2, "GET /a?b=c");

        assertThat(OutcomeMapper.fromProto(OutcomeMapper.toProto(outcome, "00ff")))
            .isEqualTo(outcome);
      }
    }
  }

  @Test
  void recordedCallsReadBackWhole() {
    for (var calls :
        List.of(
            new RecordedCalls(3, Optional.of(new PairId("rec", 7))),
            new RecordedCalls(3, Optional.empty()),
            RecordedCalls.NONE)) {
      assertThat(OutcomeMapper.fromProto(OutcomeMapper.toProto(calls))).isEqualTo(calls);
    }
  }

  @Test
  void aMocksOutcomeWithoutAResultIsRefused() {
    assertThatThrownBy(() ->
            OutcomeMapper.fromProto(dev.reprise.proto.replay.v1.MockOutcome.getDefaultInstance()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs a result");
  }
}
