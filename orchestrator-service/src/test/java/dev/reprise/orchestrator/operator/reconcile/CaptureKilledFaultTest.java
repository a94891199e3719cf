// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reprise.orchestrator.operator.cluster.MemoryCluster;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The operator is killed right after every single write of a capture's life: the write is carried
 * out, its answer never arrives. Another one goes on, and the end is the same.
 */
class CaptureKilledFaultTest {

  @Test
  void theEndIsTheSameWhereverItIsKilled() {
    int writes = 1;
    while (killedAfter(writes)) {
      writes++;
    }

    assertThat(writes).as("writes of a whole life").isGreaterThan(8);
  }

  private static boolean killedAfter(int writes) {
    var test = new Life();
    try {
      return test.play(writes);
    } finally {
      test.end();
    }
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  private static final class Life extends TrafficCaptureContract {

    private boolean wasKilled;

    @Override
    MemoryCluster start() {
      return new MemoryCluster();
    }

    boolean play(int writes) {
      var memory = start();
      cluster = memory;
      memory.server().deafenAfter("first", writes);
      create(deployment("shop", "checkout"));
      create(deployment("cart", "checkout"));
      create(pod("shop", "shop-1", true));
      create(pod("cart", "cart-1", true));
      var before = List.of(workload("shop"), workload("cart"));
      operator("first");

      create(capture("checkout", CHECKOUT));
      reach(memory, () -> recording() == 2);
      edit("checkout", "enabled: false");
      reach(memory, () -> recording() == 0);
      captures().withName("checkout").delete();
      reach(memory, () -> captures().withName("checkout").get() == null);

      assertThat(List.of(workload("shop"), workload("cart")))
          .as("after write %d: %s", writes, memory.server().writesOf("first"))
          .isEqualTo(before);
      return wasKilled;
    }

    private void reach(MemoryCluster memory, BooleanSupplier goal) {
      await()
          .atMost(LIMIT)
          .until(() -> {
            if (memory.server().isDeafTo("first") && !wasKilled) {
              wasKilled = true;
              operator("second");
            }
            return goal.getAsBoolean();
          });
    }

    private int recording() {
      var capture = captures().withName("checkout").get();
      return capture == null || capture.getStatus() == null ? -1 : capture.getStatus().recording();
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
