// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.cluster.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which ways of recording the namespaces of applications allow. */
final class PodSecurityCheck implements ClusterCheck {

  private static final String ENFORCE = "pod-security.kubernetes.io/enforce";
  private static final String INJECTION = "reprise.dev/injection";

  @Override
  public String name() {
    return "pod security";
  }

  @Override
  public List<Finding> look(Cluster cluster) {
    var findings = new ArrayList<Finding>();
    for (String namespace : cluster.applications()) {
      var found = cluster.client().namespaces().withName(namespace).get();
      if (found == null) {
        findings.add(
            Finding.problem(
                "namespace " + namespace,
                "there is none of this name",
                "Name the namespaces of your workloads by --for."));
        continue;
      }
      Map<String, String> labels =
          found.getMetadata().getLabels() == null ? Map.of() : found.getMetadata().getLabels();
      findings.add(security(namespace, labels.getOrDefault(ENFORCE, "")));
      findings.add(injection(namespace, labels.getOrDefault(INJECTION, "")));
    }
    return findings;
  }

  private static Finding security(String namespace, String level) {
    String what = "pod security of " + namespace;
    return switch (level) {
      case "privileged" -> Finding.ok(what, "privileged: every way of recording works");
      case "" ->
          Finding.ok(
              what, "no level is set: the cluster's own holds, which by default forbids nothing");
      default ->
          Finding.note(
              what,
              level
                  + ": recording by proxy settings works; transparent capture does not, whose init step needs NET_ADMIN",
              "For transparent capture: kubectl label namespace %s --overwrite %s=privileged"
                  .formatted(namespace, ENFORCE));
    };
  }

  private static Finding injection(String namespace, String wish) {
    String what = "recording in " + namespace;
    return switch (wish) {
      case "enabled" -> Finding.ok(what, "new pods get the proxy, unless they say no");
      case "disabled" ->
          Finding.note(
              what,
              "no pod gets the proxy, whatever it says",
              "To change that: kubectl label namespace %s %s-".formatted(namespace, INJECTION));
      default -> Finding.ok(what, "pods with label reprise.dev/inject: \"true\" get the proxy");
    };
  }
}
