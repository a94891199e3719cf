// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PerformancePageTest {

  @Test
  void writesASectionTwiceToTheSamePage() {
    var once = PerformancePage.with("# Performance\n", "proxy", "## Proxy\n\nfast\n");

    var twice = PerformancePage.with(once, "proxy", "## Proxy\n\nfast\n");

    assertThat(twice).isEqualTo(once).contains("## Proxy\n\nfast");
  }

  @Test
  void replacesASectionAndLeavesTheOthers() {
    var page = PerformancePage.with("# Performance\n", "generator", "## Generator\n\nslow\n");
    page = PerformancePage.with(page, "ingest", "## Ingest\n");

    page = PerformancePage.with(page, "generator", "## Generator\n\nfast\n");

    assertThat(page).contains("fast", "## Ingest", "# Performance").doesNotContain("slow");
  }

  @Test
  void keepsTheOrderOfSectionsWhicheverIsWrittenFirst() {
    var page = PerformancePage.with("# Performance\n\nwords\n", "ingest", "## Ingest\n");

    page = PerformancePage.with(page, "proxy", "## Proxy\n");
    page = PerformancePage.with(page, "generator", "## Generator\n");

    assertThat(page)
        .containsSubsequence("# Performance", "words", "## Proxy", "## Generator", "## Ingest");
  }
}
