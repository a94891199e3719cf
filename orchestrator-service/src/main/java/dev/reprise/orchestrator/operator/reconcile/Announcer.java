// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.reconcile;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Tells what becomes of a resource as Kubernetes events. An event has a name that follows from what
 * it tells, so that one which is told again after a restart is there once.
 */
final class Announcer {

  private static final String REPORTER = "reprise.dev/operator";
  private static final int MAX_NOTE = 1_000;
  private static final int MAX_STEM = 200;

  private final KubernetesClient client;
  private final Clock clock;

  Announcer(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /** Tells one. */
  void tell(HasMetadata about, boolean isWarning, String reason, String message) {
    try {
      client.resource(event(about, isWarning, reason, message)).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
    }
  }

  private Event event(HasMetadata about, boolean isWarning, String reason, String message) {
    var metadata = about.getMetadata();
    String stem = metadata.getName();
    String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    return new EventBuilder()
        .withNewMetadata()
        .withName(
            "%s.%s.%s"
                .formatted(
                    stem.substring(0, Math.min(MAX_STEM, stem.length())),
                    reason.toLowerCase(Locale.ROOT),
                    Integer.toHexString((metadata.getUid() + message).hashCode())))
        .withNamespace(metadata.getNamespace())
        .endMetadata()
        .withNewInvolvedObject()
        .withApiVersion(about.getApiVersion())
        .withKind(about.getKind())
        .withName(metadata.getName())
        .withNamespace(metadata.getNamespace())
        .withUid(metadata.getUid())
        .endInvolvedObject()
        .withType(isWarning ? "Warning" : "Normal")
        .withReason(reason)
        .withMessage(message.substring(0, Math.min(MAX_NOTE, message.length())))
        .withFirstTimestamp(now)
        .withLastTimestamp(now)
        .withCount(1)
        .withReportingComponent(REPORTER)
        .withReportingInstance("operator")
        .withNewSource()
        .withComponent(REPORTER)
        .endSource()
        .build();
  }
}
