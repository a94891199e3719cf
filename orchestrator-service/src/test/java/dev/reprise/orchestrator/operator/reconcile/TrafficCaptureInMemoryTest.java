// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.reconcile;

import dev.reprise.orchestrator.operator.cluster.MemoryCluster;
import dev.reprise.orchestrator.operator.cluster.TestCluster;

/** The behaviours in memory. */
class TrafficCaptureInMemoryTest extends TrafficCaptureContract {

  @Override
  TestCluster start() {
    return new MemoryCluster();
  }
}
