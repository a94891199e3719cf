// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reprise.orchestrator.operator.api.TrafficReplayStatus.Phase;
import dev.reprise.orchestrator.operator.cluster.MemoryCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The operator, and the orchestrator it lives in, are killed right after every single write of a
 * replay's life: the write is carried out, its answer never arrives. Another one goes on, and the
 * end is the same.
 */
class OperatorKilledFaultTest {

  @Test
  void theEndIsTheSameWhereverItIsKilled() {
    int writes = 1;
    while (killedAfter(writes)) {
      writes++;
    }

    assertThat(writes).as("writes of a whole life").isGreaterThan(20);
  }

  /** Plays a life; gives whether the operator came to write so often, and so was killed. */
  private static boolean killedAfter(int writes) {
    var test = new Life();
    try {
      return test.play(writes);
    } finally {
      test.end();
    }
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  private static final class Life extends TrafficReplayContract {

    @Override
    MemoryCluster start() {
      return new MemoryCluster();
    }

    boolean play(int writes) {
      var memory = start();
      cluster = memory;
      memory.server().deafenAfter("first", writes);
      create(deployment("shop"));
      var before = workload("shop");
      operator("first");
      create(replay("checkout", FULL));

      await()
          .atMost(LIMIT)
          .until(() ->
              memory.server().isDeafTo("first")
                  || (get("checkout").getStatus() != null
                      && get("checkout").getStatus().phase().isFinal()));
      boolean wasKilled = memory.server().isDeafTo("first");
      if (wasKilled) {
        memory.runs().restart();
        operator("second");
      }

      var status = finished("checkout").getStatus();
      assertThat(status.phase())
          .as("after write %d: %s", writes, memory.server().writesOf("first"))
          .isEqualTo(Phase.Passed);
      assertThat(workload("shop")).as("after write %d", writes).isEqualTo(before);
      assertThat(brought()).as("after write %d", writes).isEmpty();
      return wasKilled;
    }

    void end() {
      try {
        close();
        cluster.close();
      } catch (Exception e) { // a fixture: nothing can be done about it
        throw new AssertionError(e);
      }
    }
  }
}
