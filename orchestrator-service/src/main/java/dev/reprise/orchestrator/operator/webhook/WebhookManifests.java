// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.webhook;

import dev.reprise.injection.Annotations;
import dev.reprise.orchestrator.operator.OperatorConfig;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * How the API server is told of the webhook: pods of namespaces that are labelled {@code
 * reprise.dev/injection: enabled}, and everywhere else pods that carry the label {@code
 * reprise.dev/inject: "true"}. Our own namespace and the cluster's own are never asked about, so
 * that neither can wait for us.
 */
public final class WebhookManifests {

  /** The MutatingWebhookConfiguration. */
  public static final String NAME = "reprise-inject";

  /** The label of namespaces. */
  public static final String NAMESPACE_LABEL = "reprise.dev/injection";

  /** Where the API server asks. */
  public static final String PATH = "/inject";

  private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";
  private static final int TIMEOUT_SECONDS = 5;
  private static final int HTTPS = 443;

  private WebhookManifests() {}

  /**
   * The configuration.
   *
   * @param authorities what is trusted, PEM
   */
  static MutatingWebhookConfiguration configuration(OperatorConfig config, String authorities) {
    return new MutatingWebhookConfigurationBuilder()
        .withNewMetadata()
        .withName(NAME)
        .addToLabels("app.kubernetes.io/managed-by", "reprise")
        .endMetadata()
        .withWebhooks(
            webhook(
                config,
                authorities,
                "namespaces.inject.reprise.dev",
                requirement(NAMESPACE_LABEL, "In", "enabled"),
                requirement(Annotations.INJECT, "NotIn", "true", "false")),
            webhook(
                config,
                authorities,
                "pods.inject.reprise.dev",
                requirement(NAMESPACE_LABEL, "NotIn", "disabled"),
                requirement(Annotations.INJECT, "In", "true")))
        .build();
  }

  /** The names that the API server may call the webhook by. */
  static List<String> hosts(OperatorConfig config) {
    String host = config.webhook().service() + "." + config.ownNamespace() + ".svc";
    return List.of(host, host + ".cluster.local");
  }

  private static MutatingWebhook webhook(
      OperatorConfig config,
      String authorities,
      String name,
      LabelSelectorRequirement namespaces,
      LabelSelectorRequirement pods) {
    var ofNamespaces = new ArrayList<LabelSelectorRequirement>();
    ofNamespaces.add(namespaces);
    ofNamespaces.add(requirement(NAMESPACE_NAME, "NotIn", config.ownNamespace(), "kube-system"));
    config
        .namespaces()
        .ifPresent(names ->
            ofNamespaces.add(requirement(NAMESPACE_NAME, "In", names.toArray(String[]::new))));
    return new MutatingWebhookBuilder()
        .withName(name)
        .withNewClientConfig()
        .withCaBundle(
            Base64.getEncoder().encodeToString(authorities.getBytes(StandardCharsets.US_ASCII)))
        .withNewService()
        .withName(config.webhook().service())
        .withNamespace(config.ownNamespace())
        .withPath(PATH)
        .withPort(HTTPS)
        .endService()
        .endClientConfig()
        .addNewRule()
        .withApiGroups("")
        .withApiVersions("v1")
        .withOperations("CREATE")
        .withResources("pods")
        .withScope("Namespaced")
        .endRule()
        .withNewNamespaceSelector()
        .withMatchExpressions(ofNamespaces)
        .endNamespaceSelector()
        .withNewObjectSelector()
        .withMatchExpressions(pods)
        .endObjectSelector()
        .withFailurePolicy("Ignore")
        .withMatchPolicy("Equivalent")
        .withReinvocationPolicy("IfNeeded")
        .withSideEffects("None")
        .withTimeoutSeconds(TIMEOUT_SECONDS)
        .withAdmissionReviewVersions("v1")
        .build();
  }

  private static LabelSelectorRequirement requirement(
      String key, String operator, String... values) {
    return new LabelSelectorRequirement(key, operator, List.of(values));
  }
}
