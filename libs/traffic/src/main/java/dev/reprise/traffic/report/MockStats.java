// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.report;

import dev.reprise.traffic.pair.PairId;
import dev.reprise.traffic.pair.RecordedCalls;
import dev.reprise.traffic.report.Report.Miss;
import dev.reprise.traffic.report.Report.MissDifference;
import dev.reprise.traffic.report.Report.MockEndpoint;
import dev.reprise.traffic.report.Report.MockFigures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The running figures of calls to dependencies.
 *
 * <p><b>Bounds:</b> so many endpoints and so many different misses are kept; further ones are added
 * up as one endpoint, and counted.
 */
final class MockStats {

  private static final int MAX_ENDPOINTS = 256;
  private static final int MAX_MISSES = 500;
  private static final String OTHERS = "(others)";

  private record Endpoint(String host, String name) {}

  private static final class Answers {
    final Times answered = new Times();
    long matches;
    long misses;
  }

  private record MissKey(String host, String endpoint, String nearest, List<String> paths) {}

  private static final class Missed {
    final MockOutcome first;
    long count;

    Missed(MockOutcome first) {
      this.first = first;
    }
  }

  private final Map<Endpoint, Answers> endpoints = new LinkedHashMap<>();
  private final Map<MissKey, Missed> misses = new LinkedHashMap<>();
  private final SortedMap<String, Long> choices = new TreeMap<>();
  private final Map<MockOutcome.Result, Long> results = new EnumMap<>(MockOutcome.Result.class);
  private RecordedCalls recorded = RecordedCalls.NONE;
  private boolean callerAnswered;
  private long missesLeftOut;

  /** Notes what calls may be expected. */
  void expect(RecordedCalls calls) {
    recorded = calls;
  }

  /** A recorded request was sent again, and answered. */
  void answered(PairId request) {
    callerAnswered |= recorded.firstCaller().filter(request::equals).isPresent();
  }

  /**
   * Whether calls went by: a request that made some when it was recorded was answered, and not one
   * call came.
   */
  boolean areBypassed() {
    return callerAnswered && calls() == 0;
  }

  long recorded() {
    return recorded.count();
  }

  void add(MockOutcome outcome) {
    results.merge(outcome.result(), 1L, Long::sum);
    var answers = answersOf(new Endpoint(outcome.host(), outcome.endpoint()));
    answers.answered.add(outcome.durationNanos());
    if (outcome.result() == MockOutcome.Result.MATCH) {
      answers.matches++;
      choices.merge(outcome.choice(), 1L, Long::sum);
    } else {
      answers.misses++;
      addMiss(outcome);
    }
  }

  private Answers answersOf(Endpoint endpoint) {
    boolean fits = endpoints.containsKey(endpoint) || endpoints.size() < MAX_ENDPOINTS;
    return endpoints.computeIfAbsent(
        fits ? endpoint : new Endpoint(OTHERS, OTHERS), _ -> new Answers());
  }

  private void addMiss(MockOutcome outcome) {
    var key =
        new MissKey(
            outcome.host(),
            outcome.endpoint(),
            outcome.pair(),
            outcome.differences().stream().map(difference -> difference.path()).toList());
    var missed = misses.get(key);
    if (missed == null) {
      if (misses.size() == MAX_MISSES) {
        missesLeftOut++;
        return;
      }
      missed = new Missed(outcome);
      misses.put(key, missed);
    }
    missed.count++;
  }

  long count(MockOutcome.Result result) {
    return results.getOrDefault(result, 0L);
  }

  long calls() {
    return count(MockOutcome.Result.MATCH)
        + count(MockOutcome.Result.MISS)
        + count(MockOutcome.Result.PASSTHROUGH);
  }

  long missesLeftOut() {
    return missesLeftOut;
  }

  SortedMap<String, Long> choices() {
    return choices;
  }

  MockFigures figures() {
    return new MockFigures(
        calls(),
        count(MockOutcome.Result.MATCH),
        count(MockOutcome.Result.MISS),
        count(MockOutcome.Result.PASSTHROUGH),
        recorded(),
        areBypassed() ? 0 : Rounded.percent(count(MockOutcome.Result.MATCH), calls()),
        endpointFigures(),
        missFigures());
  }

  private List<MockEndpoint> endpointFigures() {
    var figures = new ArrayList<MockEndpoint>();
    endpoints.forEach((endpoint, answers) ->
        figures.add(
            new MockEndpoint(
                endpoint.host(),
                endpoint.name(),
                answers.matches,
                answers.misses,
                answers.answered.latency())));
    figures.sort(Comparator.comparing(MockEndpoint::host).thenComparing(MockEndpoint::endpoint));
    return figures;
  }

  private List<Miss> missFigures() {
    var figures = new ArrayList<Miss>();
    for (Missed missed : misses.values()) {
      figures.add(
          new Miss(
              missed.first.host(),
              missed.first.request(),
              missed.count,
              missed.first.pair(),
              missed.first.differences().stream().map(MissDifference::of).toList()));
    }
    figures.sort(
        Comparator.comparingLong(Miss::count)
            .reversed()
            .thenComparing(Miss::host)
            .thenComparing(Miss::request));
    return figures;
  }
}
