// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.report;

import dev.reprise.traffic.config.TestConfig;
import dev.reprise.traffic.pair.RecordedCalls;
import dev.reprise.traffic.report.Report.Cause;
import dev.reprise.traffic.report.Report.EndpointFigures;
import dev.reprise.traffic.report.Report.Fidelity;
import dev.reprise.traffic.report.Report.GoalResult;
import dev.reprise.traffic.report.Report.Provenance;
import dev.reprise.traffic.report.Report.SlowEndpoint;
import dev.reprise.traffic.report.Report.Totals;
import dev.reprise.traffic.report.Report.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Adds outcomes up to a {@link Report}. The same outcomes in any order give the same figures; only
 * which example a cause shows follows the order.
 *
 * <p><b>Bounds:</b> 256 endpoints, 1000 causes, 500 misses: tens of megabytes at the very most,
 * whatever the number of outcomes. What does not fit is counted in the report.
 *
 * <p><b>Threads:</b> confined to one thread at a time.
 */
public final class ReportAccumulator {

  private static final int MAX_ENDPOINTS = 256;
  private static final String OTHERS = "(others)";
  private static final String GENERATOR_ONLY = "generator-only";
  private static final String RESPONDER_ONLY = "responder-only";

  private final TestConfig config;
  private final Judge judge;
  private final EndpointStats all = new EndpointStats();
  private final Map<String, EndpointStats> endpoints = new LinkedHashMap<>();
  private final CauseTable causes = new CauseTable();
  private final MockStats mocks = new MockStats();
  private final List<String> invalid = new ArrayList<>();
  private AgentFigures generator = AgentFigures.NONE;
  private AgentFigures responder = AgentFigures.NONE;
  private long planned;
  private long firstStartNanos = Long.MAX_VALUE;
  private long lastEndNanos = Long.MIN_VALUE;
  private long guesses;
  private long tolerated;

  /** Judges by the config's assertions and goals. */
  public ReportAccumulator(TestConfig config) {
    this.config = config;
    this.judge = new Judge(config.assertions());
  }

  /** Adds a replayed request. */
  public void add(RequestOutcome outcome) {
    var finding = judge.judge(outcome);
    all.add(outcome, finding.success());
    statsOf(outcome.endpoint()).add(outcome, finding.success());
    causes.add(outcome, finding.counted());
    if (outcome.status() != 0) {
      mocks.answered(outcome.pair());
    }
    guesses += outcome.guesses();
    tolerated += finding.tolerated();
    firstStartNanos = Math.min(firstStartNanos, outcome.times().actualStartNanos());
    lastEndNanos = Math.max(lastEndNanos, outcome.times().endNanos());
  }

  /** Adds a call to a dependency. */
  public void add(MockOutcome outcome) {
    mocks.add(outcome);
  }

  /** Notes which calls to dependencies may be expected; before any outcome. */
  public void expect(RecordedCalls calls) {
    mocks.expect(calls);
  }

  /** Notes how many requests there were to be; a replay that ends before them is invalid. */
  public void planned(long requests) {
    planned = requests;
  }

  /** Takes what the generator says of its own work. */
  public void generatorDone(AgentFigures figures) {
    generator = figures;
    figures.invalid().forEach(this::invalidate);
  }

  /** Takes what the responder says of its own work. */
  public void responderDone(AgentFigures figures) {
    responder = figures;
    figures.invalid().forEach(this::invalidate);
  }

  /** Makes the replay invalid, whatever its outcomes. */
  public void invalidate(String reason) {
    invalid.add(reason);
  }

  /** How many requests there were so far. */
  public long requests() {
    return all.requests();
  }

  /** How many of them failed. */
  public long failed() {
    return all.requests() - all.succeeded();
  }

  /** How many calls to dependencies matched so far. */
  public long mockMatches() {
    return mocks.count(MockOutcome.Result.MATCH);
  }

  /** How many did not. */
  public long mockMisses() {
    return mocks.calls() - mockMatches();
  }

  /** The report of everything added so far. */
  public Report report(Provenance provenance) {
    boolean generates = !provenance.mode().equals(RESPONDER_ONLY);
    var slow = new SlowEndpoints(config).among(endpoints);
    var goals = goals(provenance.mode(), slow);
    var stops = reasonsToDistrust(generates);
    var failedGoals = goals.stream().filter(goal -> !goal.held()).toList();
    var reasons = new ArrayList<>(stops);
    for (GoalResult goal : failedGoals) {
      reasons.add(goal.reason());
    }
    var verdict =
        !stops.isEmpty()
            ? Verdict.INVALID
            : failedGoals.isEmpty() ? Verdict.PASSED : Verdict.FAILED;
    List<Cause> grouped = causes.causes();
    return new Report(
        provenance,
        verdict,
        reasons,
        totals(),
        endpointFigures(),
        goals,
        grouped,
        slow,
        mocks.figures(),
        fidelity());
  }

  private List<GoalResult> goals(String mode, List<SlowEndpoint> slow) {
    var check = new GoalCheck(config.goals(), all, endpoints, mocks);
    var goals = new ArrayList<GoalResult>();
    if (!mode.equals(RESPONDER_ONLY)) {
      goals.addAll(check.ofRequests(slow, seconds()));
    }
    if (!mode.equals(GENERATOR_ONLY)) {
      goals.add(check.ofMocks());
    }
    return goals;
  }

  private List<String> reasonsToDistrust(boolean generates) {
    var reasons = new ArrayList<>(invalid);
    if (generates && all.requests() == 0) {
      reasons.add("No request was sent.");
    } else if (generates && all.requests() < planned) {
      reasons.add("Only %d of %d requests were sent.".formatted(all.requests(), planned));
    }
    return reasons;
  }

  private EndpointStats statsOf(String endpoint) {
    boolean fits = endpoints.containsKey(endpoint) || endpoints.size() < MAX_ENDPOINTS;
    return endpoints.computeIfAbsent(fits ? endpoint : OTHERS, _ -> new EndpointStats());
  }

  private double seconds() {
    return all.requests() == 0 ? 0 : Math.max(0, lastEndNanos - firstStartNanos) / 1e9;
  }

  private Totals totals() {
    double seconds = seconds();
    return new Totals(
        planned,
        all.requests(),
        all.succeeded(),
        failed(),
        all.unanswered(),
        Rounded.percent(all.succeeded(), all.requests()),
        Rounded.to3(seconds),
        seconds == 0 ? 0 : Rounded.to3(all.requests() / seconds),
        all.service.latency(),
        all.response.latency(),
        all.recorded.latency());
  }

  private List<EndpointFigures> endpointFigures() {
    var figures = new ArrayList<EndpointFigures>();
    endpoints.forEach((name, stats) -> figures.add(stats.figures(name, seconds())));
    figures.sort(
        Comparator.comparingLong(EndpointFigures::requests)
            .reversed()
            .thenComparing(EndpointFigures::endpoint));
    return figures;
  }

  private Fidelity fidelity() {
    SortedMap<String, Long> leftOut = new TreeMap<>();
    var others = endpoints.get(OTHERS);
    putIfAny(leftOut, "requests of further endpoints", others == null ? 0 : others.requests());
    putIfAny(leftOut, "differences of further causes", causes.leftOut());
    putIfAny(leftOut, "further misses", mocks.missesLeftOut());
    return new Fidelity(
        guesses,
        tolerated,
        mocks.choices(),
        generator.lateness(),
        Rounded.to3(generator.cores()),
        generator.bindings() + responder.bindings(),
        generator.bindingTimeouts() + responder.bindingTimeouts(),
        leftOut);
  }

  private static void putIfAny(Map<String, Long> map, String what, long count) {
    if (count > 0) {
      map.put(what, count);
    }
  }
}
