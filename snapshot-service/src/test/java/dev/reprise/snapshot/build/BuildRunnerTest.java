// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.snapshot.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixtures.MetricsPage;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation") // the registry that the platform brings
class BuildRunnerTest {

  @Test
  void everyFigureIsInTheDocsAndNoOther() {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var builds = new BuildRunner(2, registry);

    try {
      assertThat(MetricsPage.typesIn(registry.scrape()))
          .isEqualTo(MetricsPage.documentedTypes("snapshot-service"));
    } finally {
      builds.stop();
    }
  }
}
