// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.cluster.doctor;

import java.util.List;

/** Whether the API server answers, and is new enough for native sidecars. */
final class ApiServerCheck implements ClusterCheck {

  private static final int MIN_MINOR = 29;

  @Override
  public String name() {
    return "API server";
  }

  @Override
  public List<Finding> look(Cluster cluster) {
    var version = cluster.client().getKubernetesVersion();
    String where = "%s at %s".formatted(version.getGitVersion(), cluster.client().getMasterUrl());
    int minor = Integer.parseInt("0" + version.getMinor().replaceAll("[^0-9].*", ""));
    return List.of(
        version.getMajor().equals("1") && minor < MIN_MINOR
            ? Finding.problem(
                name(),
                where + " has no native sidecars, which the recording proxy is",
                "Use Kubernetes 1.%d or newer.".formatted(MIN_MINOR))
            : Finding.ok(name(), where));
  }
}
