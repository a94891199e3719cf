// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.cluster;

import dev.reprise.orchestrator.operator.OperatorConfig;
import io.fabric8.kubernetes.client.KubernetesClient;

/** Where the behaviours of the operator are tried. */
public interface TestCluster extends AutoCloseable {

  /** A client for the test itself. */
  KubernetesClient client();

  /** A client for an operator, known by a name. */
  KubernetesClient clientFor(String operator);

  /** A namespace of this test's own. */
  String namespace();

  /** What the operator is started with. */
  OperatorConfig config();

  /** The orchestrator's side. */
  SimulatedRuns runs();

  /** From now on the pods of this Deployment do not become ready. */
  void breakDown(String deployment);

  @Override
  void close();
}
