// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.cluster.doctor;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Whether the API server knows the webhook, trusts it, and reaches it. */
final class WebhookCheck implements ClusterCheck {

  private static final String CONFIGURATION = "reprise-inject";
  private static final int HTTPS = 443;
  private final Clock clock = Clock.systemUTC();

  @Override
  public String name() {
    return "webhook";
  }

  @Override
  public List<Finding> look(Cluster cluster) {
    var configuration =
        cluster
            .client()
            .admissionRegistration()
            .v1()
            .mutatingWebhookConfigurations()
            .withName(CONFIGURATION)
            .get();
    if (configuration == null) {
      return List.of(
          Finding.problem(
              name(),
              "the API server knows of none: new pods are not recorded",
              "The operator makes it: see that orchestrator-service runs, with reprise.operator.enabled and reprise.operator.webhook.enabled."));
    }
    var findings = new ArrayList<Finding>();
    findings.add(trust(configuration));
    var first = configuration.getWebhooks().getFirst().getClientConfig().getService();
    findings.add(
        first.getNamespace().equals(cluster.namespace())
            ? reach(cluster, first.getName())
            : Finding.problem(
                "webhook's place",
                "the API server asks namespace %s, not %s"
                    .formatted(first.getNamespace(), cluster.namespace()),
                "Delete MutatingWebhookConfiguration %s: the operator that runs makes it anew."
                    .formatted(CONFIGURATION)));
    return findings;
  }

  private Finding trust(MutatingWebhookConfiguration configuration) {
    String what = "webhook's certificate";
    String remedy =
        "Delete Secret reprise-webhook-tls: the operator makes a new one within minutes.";
    try {
      var end = end(configuration);
      return end.filter(at -> at.isAfter(clock.instant())).isPresent()
          ? Finding.ok(what, "trusted until " + end.get())
          : Finding.problem(
              what, end.map(at -> "ran out at " + at).orElse("nothing is trusted"), remedy);
    } catch (CertificateException | IllegalArgumentException e) {
      return Finding.problem(what, "what is trusted cannot be read: " + e.getMessage(), remedy);
    }
  }

  /** When the last of what is trusted ends. */
  private static Optional<Instant> end(MutatingWebhookConfiguration configuration)
      throws CertificateException {
    String bundle = configuration.getWebhooks().getFirst().getClientConfig().getCaBundle();
    if (bundle == null || bundle.isEmpty()) {
      return Optional.empty();
    }
    var pem = new ByteArrayInputStream(Base64.getDecoder().decode(bundle));
    return CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
        .map(certificate -> ((X509Certificate) certificate).getNotAfter().toInstant())
        .max(Instant::compareTo);
  }

  private static Finding reach(Cluster cluster, String service) {
    String what = "webhook's reachability";
    return ApiServerProxy.answers(cluster, "https", service, HTTPS, "ready")
        ? Finding.ok(what, "the API server reaches it")
        : Finding.problem(
            what,
            "the API server does not reach Service %s of namespace %s: new pods start without the proxy"
                .formatted(service, cluster.namespace()),
            "See that orchestrator-service is ready, and that no network policy or firewall keeps the API server from its port 8443; where pods cannot be reached at all, use k8s/components/host-network.");
  }
}
