// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.report;

import dev.reprise.traffic.config.TestConfig.Goals;
import dev.reprise.traffic.config.TestConfig.LatencyGoal;
import dev.reprise.traffic.report.Report.GoalResult;
import dev.reprise.traffic.report.Report.SlowEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Holds figures against goals. */
final class GoalCheck {

  /** Which goal the failures of requests are held against. */
  static final String SUCCESS_RATE = "success rate";

  private static final String MATCH_RATE = "mock match rate";
  private static final String BYPASSED =
      "Requests were answered that had made calls when they were recorded, so the calls most likely"
          + " went past the responder. Let the system under test use it as its proxy"
          + " ('reprise replay ... -- COMMAND' sets that), or lead the dependencies' names to it by"
          + " host aliases. If it is right that it calls nobody, set goals.matchPercent to 0.";

  private final Goals goals;
  private final EndpointStats all;
  private final Map<String, EndpointStats> endpoints;
  private final MockStats mocks;

  GoalCheck(Goals goals, EndpointStats all, Map<String, EndpointStats> endpoints, MockStats mocks) {
    this.goals = goals;
    this.all = all;
    this.endpoints = endpoints;
    this.mocks = mocks;
  }

  /** Checks every goal on the requests that were sent. */
  List<GoalResult> ofRequests(List<SlowEndpoint> slow, double seconds) {
    var results = new ArrayList<GoalResult>();
    results.add(share(SUCCESS_RATE, goals.successPercent(), all.succeeded(), all.requests()));
    goals
        .minRequestsPerSecond()
        .ifPresent(
            least -> results.add(throughput(least, seconds == 0 ? 0 : all.requests() / seconds)));
    for (LatencyGoal goal : goals.latency()) {
      results.add(latency(goal));
    }
    if (goals.slowEndpointsFail()) {
      results.add(slow(slow));
    }
    return results;
  }

  /** Checks the goal on the calls that were answered. */
  GoalResult ofMocks() {
    double least = goals.matchPercent();
    if (mocks.calls() > 0) {
      return share(MATCH_RATE, least, mocks.count(MockOutcome.Result.MATCH), mocks.calls());
    }
    var wanted = Shown.figure(least) + " %";
    if (!mocks.areBypassed()) {
      return new GoalResult(MATCH_RATE, wanted, "no call", true);
    }
    var actual = "no call, though %d were recorded".formatted(mocks.recorded());
    return least == 0
        ? new GoalResult(MATCH_RATE, wanted, actual, true)
        : new GoalResult(MATCH_RATE, wanted, actual, false, BYPASSED);
  }

  private static GoalResult share(String name, double wantedPercent, long part, long whole) {
    return new GoalResult(
        name,
        Shown.figure(wantedPercent) + " %",
        "%s %% (%d of %d)".formatted(Shown.figure(Rounded.percent(part, whole)), part, whole),
        whole == 0 || part * 100.0 >= wantedPercent * whole);
  }

  private static GoalResult throughput(double least, double actual) {
    return new GoalResult(
        "throughput",
        Shown.figure(least) + " requests/s",
        Shown.figure(actual) + " requests/s",
        actual >= least);
  }

  private GoalResult latency(LatencyGoal goal) {
    boolean everywhere = goal.endpoint().equals(LatencyGoal.ALL);
    var stats = everywhere ? all : endpoints.get(goal.endpoint());
    String name =
        "p%s %s time of %s"
            .formatted(
                Shown.figure(goal.percentile()),
                goal.fromIntendedStart() ? "response" : "service",
                everywhere ? "all requests" : goal.endpoint());
    String wanted = "at most " + goal.max().toMillis() + " ms";
    if (stats == null || stats.service.count() == 0) {
      return new GoalResult(name, wanted, "no answer of this endpoint", false);
    }
    var times = goal.fromIntendedStart() ? stats.response : stats.service;
    double actual = times.percentileMillis(goal.percentile());
    return new GoalResult(
        name, wanted, Shown.figure(actual) + " ms", actual <= goal.max().toMillis());
  }

  private static GoalResult slow(List<SlowEndpoint> slow) {
    return new GoalResult(
        "slow endpoints",
        "none",
        slow.isEmpty()
            ? "none"
            : slow.stream().map(SlowEndpoint::endpoint).collect(Collectors.joining(", ")),
        slow.isEmpty());
  }
}
