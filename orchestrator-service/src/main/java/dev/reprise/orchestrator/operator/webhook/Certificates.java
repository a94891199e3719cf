// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.webhook;

import dev.reprise.orchestrator.operator.OperatorConfig;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Keeps the webhook's certificate: in a Secret, so that every replica shows the same one, and what
 * signed it in the MutatingWebhookConfiguration. Renewed after two thirds of its life; the former
 * authority stays trusted beside the new one, so that no replica is shut out on the way.
 *
 * <p>Each step can be done twice: killed in between, the next look goes on.
 *
 * <p><b>Threads:</b> one at a time; asks the API server and blocks.
 */
final class Certificates {

  private static final Logger LOG = Logger.getLogger(Certificates.class);
  private static final String CERTIFICATE = "tls.crt";
  private static final String KEY = "tls.key";
  private static final String AUTHORITY = "ca.crt";
  private static final String FORMER = "former-ca.crt";
  private static final String FIELD_MANAGER = "reprise-webhook";
  private static final int PARTS_OF_LIFE = 3;
  private static final int MAX_LOOKS = 5;

  private final KubernetesClient client;
  private final OperatorConfig config;
  private final Clock clock;

  Certificates(KubernetesClient client, OperatorConfig config, Clock clock) {
    this.client = client;
    this.config = config;
    this.clock = clock;
  }

  /** Renews what is due, tells the API server, and gives what is to be shown from now on. */
  ServingCertificate keep() {
    var kept = current();
    // First told, then shown: what is shown is trusted at any moment. Another replica may renew it
    // in between, and must not be told over: whoever tells looks again.
    for (int look = 0; look < MAX_LOOKS; look++) {
      tell(text(kept, AUTHORITY) + text(kept, FORMER));
      var now = current();
      if (Objects.equals(now.getData(), kept.getData())) {
        return certificate(kept);
      }
      kept = now;
    }
    throw new IllegalStateException(
        "the Secret %s is changed by somebody all the time; nobody but the operator should write it"
            .formatted(config.webhook().secret()));
  }

  private Secret current() {
    var secret = read();
    return secret.isEmpty() || isDue(secret.get()) ? renew(secret) : secret.get();
  }

  private Optional<Secret> read() {
    return Optional.ofNullable(
        client
            .secrets()
            .inNamespace(config.ownNamespace())
            .withName(config.webhook().secret())
            .get());
  }

  private boolean isDue(Secret secret) {
    try {
      Duration left = Duration.between(clock.instant(), certificate(secret).end());
      return left.compareTo(config.webhook().validity().dividedBy(PARTS_OF_LIFE)) < 0;
    } catch (IllegalArgumentException e) {
      LOG.warnf("The webhook's certificate is made anew: error=%s", e.getMessage());
      return true;
    }
  }

  private Secret renew(Optional<Secret> former) {
    var made =
        ServingCertificate.make(
            WebhookManifests.hosts(config), config.webhook().validity(), clock.instant());
    var data = new LinkedHashMap<String, String>();
    put(data, CERTIFICATE, made.certificate());
    put(data, KEY, made.key());
    put(data, AUTHORITY, made.authority());
    put(data, FORMER, former.map(secret -> text(secret, AUTHORITY)).orElse(""));
    try {
      var written =
          former.isEmpty()
              ? client.resource(secret(data)).create()
              : client
                  .resource(new SecretBuilder(former.get()).withData(data).build())
                  .update(); // its resourceVersion goes along
      LOG.infof("The webhook has a new certificate: until=%s", made.end());
      return written;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        // Another replica was first: its certificate is ours.
        return read().orElseThrow(() -> e);
      }
      throw e;
    }
  }

  private Secret secret(Map<String, String> data) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(config.webhook().secret())
        .withNamespace(config.ownNamespace())
        .addToLabels("app.kubernetes.io/managed-by", "reprise")
        .endMetadata()
        .withType("Opaque")
        .withData(data)
        .build();
  }

  private void tell(String authorities) {
    client
        .resource(WebhookManifests.configuration(config, authorities))
        .fieldManager(FIELD_MANAGER)
        .forceConflicts()
        .serverSideApply();
  }

  private static ServingCertificate certificate(Secret secret) {
    return new ServingCertificate(
        text(secret, CERTIFICATE), text(secret, KEY), text(secret, AUTHORITY));
  }

  private static void put(Map<String, String> data, String name, String text) {
    data.put(name, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String text(Secret secret, String name) {
    String encoded = secret.getData() == null ? null : secret.getData().get(name);
    return encoded == null
        ? ""
        : new String(Base64.getDecoder().decode(encoded), StandardCharsets.US_ASCII);
  }
}
