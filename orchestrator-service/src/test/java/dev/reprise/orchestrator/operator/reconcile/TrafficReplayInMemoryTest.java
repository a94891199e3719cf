// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.orchestrator.operator.api.TrafficReplayStatus.Phase;
import dev.reprise.orchestrator.operator.cluster.MemoryCluster;
import dev.reprise.orchestrator.operator.cluster.TestCluster;
import org.junit.jupiter.api.Test;

/** The behaviours in memory, and those that only a server of ours can be made to show. */
class TrafficReplayInMemoryTest extends TrafficReplayContract {

  @Override
  TestCluster start() {
    return new MemoryCluster();
  }

  @Test
  void namesTheRightThatIsMissing() {
    ((MemoryCluster) cluster).server().forbid("update deployments");

    create(replay("checkout", FULL));

    var status = finished("checkout").getStatus();
    assertThat(status.phase()).isEqualTo(Phase.Error);
    assertThat(condition(status, "Accepted").getReason()).isEqualTo("PermissionMissing");
    assertThat(status.message()).contains("update deployments.apps");
  }
}
