// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.cluster.doctor;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at everything; what may not be looked at is told, and the rest is looked at all the same.
 */
public final class Doctor {

  private static final List<ClusterCheck> CHECKS =
      List.of(
          new DefinitionsCheck(),
          new RightsCheck(),
          new ServicesCheck(),
          new WebhookCheck(),
          new PodSecurityCheck());

  private Doctor() {}

  /** Everything that was found, in the order of looking. */
  public static List<Finding> examine(Cluster cluster) {
    var findings = new ArrayList<>(carefully(new ApiServerCheck(), cluster));
    if (findings.stream().noneMatch(one -> one.verdict() == Finding.Verdict.UNKNOWN)) {
      CHECKS.forEach(check -> findings.addAll(carefully(check, cluster)));
    }
    return findings;
  }

  private static List<Finding> carefully(ClusterCheck check, Cluster cluster) {
    try {
      return check.look(cluster);
    } catch (KubernetesClientException e) {
      return List.of(
          e.getCode() == HttpURLConnection.HTTP_FORBIDDEN
              ? Finding.unknown(
                  check.name(),
                  "you may not look: " + e.getMessage(),
                  "Ask as somebody who may, e.g. with --context.")
              : Finding.unknown(
                  check.name(),
                  "the API server gave no answer to it: " + cause(e),
                  "See whether 'kubectl version' answers, and which cluster KUBECONFIG, --kubeconfig or --context name."));
    }
  }

  private static String cause(KubernetesClientException e) {
    Throwable deepest = e;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return String.valueOf(deepest.getMessage());
  }
}
