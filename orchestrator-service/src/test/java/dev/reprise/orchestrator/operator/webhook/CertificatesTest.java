// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.orchestrator.operator.OperatorConfig;
import dev.reprise.orchestrator.operator.cluster.MemoryCluster;
import dev.reprise.orchestrator.operator.cluster.TestConfig;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CertificatesTest {

  private static final OperatorConfig CONFIG = TestConfig.with(Map.of("poll", "PT1S"));
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final MemoryCluster cluster = new MemoryCluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void keepsWhatItHasMade() {
    var first = certificates("a", NOW).keep();

    assertThat(certificates("b", NOW.plus(Duration.ofDays(59))).keep()).isEqualTo(first);
    assertThat(trusted()).isEqualTo(first.authority());
  }

  @Test
  void renewsAfterTwoThirdsAndStillTrustsTheFormer() {
    var first = certificates("a", NOW).keep();

    var second = certificates("a", NOW.plus(Duration.ofDays(61))).keep();

    assertThat(second).isNotEqualTo(first);
    assertThat(trusted()).isEqualTo(second.authority() + first.authority());
    var third = certificates("a", NOW.plus(Duration.ofDays(122))).keep();
    assertThat(trusted()).isEqualTo(third.authority() + second.authority());
  }

  @Test
  void whatSomebodySpoiledIsMadeAnew() {
    certificates("a", NOW).keep();
    var secret =
        cluster.client().secrets().inNamespace("reprise").withName("reprise-webhook-tls").get();
    secret.getData().put("tls.crt", "bm90aGluZw==");
    cluster.client().resource(secret).update();

    var mended = certificates("a", NOW).keep();

    assertThat(mended.end()).isAfter(NOW);
    assertThat(trusted()).startsWith(mended.authority());
  }

  @Test
  void killedAfterAnyWriteTheNextOneGoesOn() {
    for (int writes = 1; writes <= 2; writes++) {
      String killed = "killed-" + writes;
      cluster.server().deafenAfter(killed, writes);
      var at = NOW.plus(Duration.ofDays(100L * writes));
      assertThatThrownBy(() -> certificates(killed, at).keep())
          .isInstanceOf(KubernetesClientException.class);

      var kept = certificates("next-" + writes, at).keep();

      assertThat(trusted()).startsWith(kept.authority());
    }
  }

  @Test
  void doesNotTellOverWhatAnotherReplicaRenewsMeanwhile() {
    certificates("a", NOW).keep();
    var renews = certificates("b", NOW.plus(Duration.ofDays(61)));
    var slow =
        new Certificates(
            cluster.clientFor("slow"),
            CONFIG,
            new BusyClock(NOW.plus(Duration.ofDays(59)), renews::keep));

    var kept = slow.keep();

    assertThat(kept).isEqualTo(renews.keep());
    assertThat(trusted()).startsWith(kept.authority());
  }

  /** Lets something happen the first time that it is asked. */
  private static final class BusyClock extends Clock {
    private final Instant now;
    private final Runnable meanwhile;
    private boolean isAsked;

    BusyClock(Instant now, Runnable meanwhile) {
      this.now = now;
      this.meanwhile = meanwhile;
    }

    @Override
    public Instant instant() {
      if (!isAsked) {
        isAsked = true;
        meanwhile.run();
      }
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      throw new UnsupportedOperationException("not needed");
    }
  }

  private Certificates certificates(String client, Instant now) {
    return new Certificates(cluster.clientFor(client), CONFIG, Clock.fixed(now, ZoneOffset.UTC));
  }

  private String trusted() {
    var configuration =
        cluster
            .client()
            .admissionRegistration()
            .v1()
            .mutatingWebhookConfigurations()
            .withName(WebhookManifests.NAME)
            .get();
    var bundles =
        configuration.getWebhooks().stream()
            .map(webhook -> webhook.getClientConfig().getCaBundle())
            .distinct()
            .toList();
    assertThat(bundles).hasSize(1);
    return new String(Base64.getDecoder().decode(bundles.getFirst()), StandardCharsets.US_ASCII);
  }
}
