// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.cluster.doctor;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What you may do in the namespaces of applications, by SelfSubjectAccessReview; and what the
 * operator may, by SubjectAccessReview, if you may ask that.
 */
final class RightsCheck implements ClusterCheck {

  private static final String OPERATOR = "reprise-operator";

  /** What somebody needs who records and replays. */
  private static final List<Right> YOURS =
      List.of(
          new Right("create", "reprise.dev", "trafficreplays"),
          new Right("get", "reprise.dev", "trafficreplays"),
          new Right("create", "reprise.dev", "trafficcaptures"),
          new Right("get", "reprise.dev", "trafficcaptures"),
          new Right("get", "apps", "deployments"));

  private record Right(String verb, String group, String resource) {
    @Override
    public String toString() {
      return verb + " " + resource + (group.isEmpty() ? "" : "." + group);
    }
  }

  @Override
  public String name() {
    return "rights";
  }

  @Override
  public List<Finding> look(Cluster cluster) {
    var findings = new ArrayList<Finding>();
    for (String namespace : cluster.applications()) {
      findings.add(
          told(
              "your rights in " + namespace,
              YOURS,
              right -> mayI(cluster.client(), namespace, right),
              "Ask for a Role in %s with the verbs that are missing.".formatted(namespace)));
      findings.add(ofOperator(cluster, namespace));
    }
    return findings;
  }

  private static Finding ofOperator(Cluster cluster, String namespace) {
    String what = "the operator's rights in " + namespace;
    String user = "system:serviceaccount:%s:%s".formatted(cluster.namespace(), OPERATOR);
    try {
      return told(
          what,
          needed(cluster.client()),
          right -> mayTheOperator(cluster.client(), user, namespace, right),
          "Apply k8s/base/rbac.yaml, or bind ClusterRole %s in %s to %s."
              .formatted(OPERATOR, namespace, user));
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
        throw e;
      }
      return Finding.unknown(
          what,
          "you may not create subjectaccessreviews.authorization.k8s.io",
          "Ask as an administrator of the cluster.");
    }
  }

  private static Finding told(
      String what, List<Right> rights, Predicate<Right> isGiven, String remedy) {
    var missing = rights.stream().filter(isGiven.negate()).map(Right::toString).toList();
    return missing.isEmpty()
        ? Finding.ok(what, "all %d are given".formatted(rights.size()))
        : Finding.problem(what, "missing: " + String.join(", ", missing), remedy);
  }

  /** Everything that its role says, but for what is bound to single names. */
  private static List<Right> needed(KubernetesClient client) {
    var rights = new ArrayList<Right>();
    for (var resource : Manifests.of("rbac.yaml", client)) {
      if (resource instanceof ClusterRole role) {
        role.getRules().stream()
            .filter(rule -> rule.getResourceNames().isEmpty())
            .forEach(rule ->
                rule.getVerbs()
                    .forEach(verb ->
                        rule.getResources()
                            .forEach(of ->
                                rights.add(new Right(verb, rule.getApiGroups().getFirst(), of)))));
      }
    }
    return rights;
  }

  private static boolean mayI(KubernetesClient client, String namespace, Right right) {
    var review =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withNamespace(namespace)
            .withVerb(right.verb())
            .withGroup(right.group())
            .withResource(right.resource())
            .endResourceAttributes()
            .endSpec()
            .build();
    var status = client.resource(review).create().getStatus();
    return status != null && Boolean.TRUE.equals(status.getAllowed());
  }

  private static boolean mayTheOperator(
      KubernetesClient client, String user, String namespace, Right right) {
    String[] resource = right.resource().split("/", 2);
    var review =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser(user)
            .withNewResourceAttributes()
            .withNamespace(namespace)
            .withVerb(right.verb())
            .withGroup(right.group())
            .withResource(resource[0])
            .withSubresource(resource.length > 1 ? resource[1] : null)
            .endResourceAttributes()
            .endSpec()
            .build();
    var status = client.resource(review).create().getStatus();
    return status != null && Boolean.TRUE.equals(status.getAllowed());
  }
}
