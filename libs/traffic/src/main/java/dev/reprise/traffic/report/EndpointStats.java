// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.report;

import dev.reprise.traffic.report.Report.EndpointFigures;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The running figures of one endpoint, or of all together. */
final class EndpointStats {

  final Times service = new Times();
  final Times response = new Times();
  final Times recorded = new Times();
  private final Map<Integer, Long> statuses = new HashMap<>();
  private long requests;
  private long succeeded;
  private long unanswered;

  void add(RequestOutcome outcome, boolean success) {
    requests++;
    succeeded += success ? 1 : 0;
    statuses.merge(outcome.status(), 1L, Long::sum);
    if (outcome.status() == 0) {
      unanswered++;
      return;
    }
    service.add(outcome.times().serviceNanos());
    response.add(outcome.times().responseNanos());
    if (outcome.times().recordedDurationNanos() > 0) {
      recorded.add(outcome.times().recordedDurationNanos());
    }
  }

  long requests() {
    return requests;
  }

  long succeeded() {
    return succeeded;
  }

  long unanswered() {
    return unanswered;
  }

  EndpointFigures figures(String endpoint, double seconds) {
    return new EndpointFigures(
        endpoint,
        requests,
        succeeded,
        Rounded.percent(succeeded, requests),
        seconds == 0 ? 0 : Rounded.to3(requests / seconds),
        byName(),
        service.latency(),
        response.latency(),
        recorded.latency());
  }

  private SortedMap<String, Long> byName() {
    var named = new TreeMap<String, Long>();
    statuses.forEach((status, count) -> named.put(String.valueOf(status), count));
    return named;
  }
}
