// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixtures.MetricsPage;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation") // the registry that the platform brings
class IngestMetricsTest {

  @Test
  void everyFigureIsInTheDocsAndNoOther() {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    var _ = new IngestMetrics(registry);

    assertThat(MetricsPage.typesIn(registry.scrape()))
        .isEqualTo(MetricsPage.documentedTypes("ingest-service"));
  }
}
