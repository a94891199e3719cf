// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.orchestrator.edge.OrchestratorBackEnds;
import dev.reprise.orchestrator.meta.ReplayStore;
import dev.reprise.orchestrator.replay.ReplayInfo;
import dev.reprise.orchestrator.replay.ReplayInfo.Phase;
import dev.reprise.orchestrator.replay.ReplayInfo.Progress;
import dev.reprise.orchestrator.replay.ReplayRequest;
import dev.reprise.orchestrator.replay.ReplayRequest.Mode;
import dev.reprise.orchestrator.replay.StartKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Instances of the service share nothing but PostgreSQL: that alone must let one start through. */
@QuarkusTest
@QuarkusTestResource(OrchestratorBackEnds.class)
@SuppressWarnings("NullAway") // fields are injected
class KeyedStartsIT {

  private static final int INSTANCES = 8;

  @Inject ReplayStore store;
  @Inject Vertx vertx;

  private <T> T answer(Uni<T> asked) {
    return Contexts.run(vertx, asked).await().atMost(Duration.ofMinutes(1));
  }

  private static ReplayInfo replay(String snapshot, int number) {
    var request = new ReplayRequest(snapshot, 1, Mode.FULL, "{}", "http://sut", 0, false, "");
    return new ReplayInfo(
        snapshot + "-" + number, request, Phase.PENDING, "", number, 0, Progress.NONE, null);
  }

  @Test
  void ofStartsThatRaceOneIsKept() {
    var key = new StartKey("raced", "hash");

    List<Boolean> kept =
        IntStream.range(0, INSTANCES)
            .mapToObj(number ->
                Contexts.run(vertx, store.create(replay("raced", number), key))
                    .subscribeAsCompletionStage())
            .toList()
            .stream()
            .map(start -> start.join())
            .toList();

    assertThat(kept).containsOnlyOnce(true).hasSize(INSTANCES);
    var there = answer(store.list("raced", Long.MAX_VALUE, "", 100));
    assertThat(there)
        .singleElement()
        .extracting(ReplayInfo::id)
        .isEqualTo("raced-" + kept.indexOf(true));
    assertThat(answer(store.startedBy("raced")))
        .contains(new ReplayStore.Started("raced-" + kept.indexOf(true), "hash"));
  }

  @Test
  void aKeyWhoseReplayCouldNotBeWrittenIsStillFree() {
    var first = replay("twin", 1);
    assertThat(answer(store.create(first, new StartKey("one", "hash")))).isTrue();

    var second = Contexts.run(vertx, store.create(first, new StartKey("two", "hash")));

    assertThat(second.subscribeAsCompletionStage()).failsWithin(Duration.ofMinutes(1));
    assertThat(answer(store.startedBy("two"))).isEmpty();
  }
}
