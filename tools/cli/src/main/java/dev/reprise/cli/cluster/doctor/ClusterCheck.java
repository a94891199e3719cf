// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.cluster.doctor;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;

/** Looks at one side of a cluster. */
interface ClusterCheck {

  /** What it looks at, in a word. */
  String name();

  /**
   * What it finds.
   *
   * @throws KubernetesClientException if the API server refuses or does not answer
   */
  List<Finding> look(Cluster cluster);
}
