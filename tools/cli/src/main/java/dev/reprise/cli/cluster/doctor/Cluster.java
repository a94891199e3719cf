// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.cluster.doctor;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/**
 * The cluster that is looked at.
 *
 * @param client asks its API server
 * @param namespace the namespace that Reprise itself runs in
 * @param applications namespaces of workloads that are recorded or replayed
 */
public record Cluster(KubernetesClient client, String namespace, List<String> applications) {}
