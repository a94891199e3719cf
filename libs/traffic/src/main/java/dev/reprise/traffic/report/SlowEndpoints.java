// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.report;

import dev.reprise.traffic.config.TestConfig;
import dev.reprise.traffic.report.Report.SlowEndpoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Shows which endpoints are slow, for {@link Report#slow}: those whose percentile is beyond the
 * rule's limit, and more surely so than a pause of the machine explains.
 *
 * <p>If the percentile p of an endpoint were at the limit, each request would be beyond it with a
 * chance of 1 - p / 100. By Chernoff's bound (Hoeffding, "Probability inequalities for sums of
 * bounded random variables", 1963, theorem 1) a share s of n requests or more is beyond it with a
 * chance of at most exp(-n D(s || 1 - p / 100)), D being the relative entropy. Only where that is
 * under one in a thousand is the endpoint called slow: 3 of 3 requests, 7 of 25, 15 of 100 or 78 of
 * 1000 for a p95.
 */
record SlowEndpoints(TestConfig config) {

  private static final double MAX_CHANCE = 0.001;

  List<SlowEndpoint> among(Map<String, EndpointStats> endpoints) {
    var rule = config.assertions().slow();
    var slow = new ArrayList<SlowEndpoint>();
    if (!rule.anyLoad() && !config.load().keepsRecordedGaps()) {
      return slow;
    }
    endpoints.forEach((name, stats) -> {
      double recorded = stats.recorded.percentileMillis(rule.percentile());
      double limit = Math.max(rule.factor() * recorded, recorded + rule.floor().toMillis());
      if (stats.recorded.count() > 0
          && isBeyondChance(
              stats.service.countAboveMillis(limit),
              stats.service.count(),
              1 - rule.percentile() / 100)) {
        slow.add(
            new SlowEndpoint(
                name,
                rule.percentile(),
                recorded,
                stats.service.percentileMillis(rule.percentile())));
      }
    });
    slow.sort(Comparator.comparing(SlowEndpoint::endpoint));
    return slow;
  }

  /** Whether so many beyond the limit are more than chance explains. */
  static boolean isBeyondChance(long beyond, long count, double expectedShare) {
    double share = (double) beyond / count;
    if (count == 0 || share <= expectedShare) {
      return false;
    }
    double entropy = relative(share, expectedShare) + relative(1 - share, 1 - expectedShare);
    return Math.exp(-count * entropy) < MAX_CHANCE;
  }

  private static double relative(double share, double expected) {
    return share == 0 ? 0 : share * Math.log(share / expected);
  }
}
