// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.reconcile;

import dev.reprise.orchestrator.operator.cluster.RealCluster;
import dev.reprise.orchestrator.operator.cluster.TestCluster;

/**
 * The same behaviours against the cluster that KUBECONFIG names: {@code ./reprise test --cluster}.
 */
class TrafficReplayOnClusterIT extends TrafficReplayContract {

  @Override
  TestCluster start() {
    return new RealCluster();
  }
}
